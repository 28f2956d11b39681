package dev.signet.authority.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.sql.sqlite.SqliteSettings;
import dev.signet.authority.storage.sql.sqlite.SqliteStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM: nothing new is taken, what was begun is answered, the database is left whole. */
class GracefulStopIT {

  @Test
  void answersWhatWasBegunThenLeavesTheDatabaseClosed(@TempDir Path folder) throws IOException {
    AuthorityHome home = AuthorityHome.in(folder);
    TokenClient client = new TokenClient(home, "slow", home.addApplication("slow"));

    try (AuthorityProcess authority = AuthorityProcess.start(home);
        Socket begun = new Socket(InetAddress.getLoopbackAddress(), home.port())) {
      int half = TokenClient.FORM.length() / 2;
      send(begun, head(client) + TokenClient.FORM.substring(0, half));
      Waiting.until("the request is being read", () -> hasArrived(begun));

      authority.askToStop();
      Waiting.until("nobody listens", () -> refuses(home));
      assertThat(authority.isAlive()).isTrue();

      send(begun, TokenClient.FORM.substring(half));
      String answer = read(begun);
      assertThat(answer).startsWith("HTTP/1.1 200 ");
      // 143 is what the JVM says after SIGTERM: 128 and the signal's number.
      assertThat(authority.exitCode()).isIn(0, 143);
      assertThat(authority.log())
          .contains("stopping")
          .contains("\"event\":\"token_issued\"")
          .containsPattern("\"event\":\"server_stopped\"[^\n]*\n?$")
          .doesNotContain("ERROR", "Exception");
      assertThat(folder.resolve("data/signet.db-wal")).doesNotExist();
      String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
      assertOnRecord(home, TokenClient.jti(body));
    }
  }

  private static String head(TokenClient client) {
    return String.join(
        "\r\n",
        "POST /token HTTP/1.1",
        "Host: 127.0.0.1",
        "Authorization: " + client.authorization(),
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Length: " + TokenClient.FORM.length(),
        "Expect: 100-continue",
        "",
        "");
  }

  /** The server says "100 Continue" when its handler begins to read the body. */
  private static boolean hasArrived(Socket socket) {
    try {
      return socket.getInputStream().available() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean refuses(AuthorityHome home) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), home.port())) {
      return !socket.isConnected();
    } catch (IOException e) {
      return true;
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  /** The answer without the interim one before it; the server closes the connection after it. */
  private static String read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    String all = new String(in.readAllBytes(), UTF_8);
    return all.replaceFirst("^HTTP/1.1 100 [^\r]*\r\n\r\n", "");
  }

  private static void assertOnRecord(AuthorityHome home, String jti) {
    try (Storage storage = SqliteStorage.open(home.database(), SqliteSettings.DEFAULT)) {
      assertThat(storage.tokenReader().find(jti)).isPresent();
    }
  }
}
