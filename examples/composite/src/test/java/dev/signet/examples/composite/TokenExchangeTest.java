package dev.signet.examples.composite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of an authority, and what becomes of its answers. */
class TokenExchangeTest {
  private static final String OWN = "{\"access_token\":\"own\",\"expires_in\":%}";
  private static final String OTHER = "{\"access_token\":\"other\",\"expires_in\":60}";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer authority;
  private int lifetime = 900;
  private int status = 200;

  TokenExchangeTest() throws IOException {
    authority = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    authority.createContext("/token", this::answer);
  }

  private void answer(HttpExchange request) throws IOException {
    String form = new String(request.getRequestBody().readAllBytes(), UTF_8);
    asked.add(request.getRequestHeaders().getFirst("Authorization") + ' ' + form);
    boolean isExchange = form.contains("token-exchange");
    String body = isExchange ? OTHER : OWN.replace("%", Integer.toString(lifetime));
    boolean isRefused = isExchange && status != 200;
    byte[] bytes = (isRefused ? "{\"error\":\"invalid_request\"}" : body).getBytes(UTF_8);
    request.sendResponseHeaders(isRefused ? status : 200, bytes.length);
    request.getResponseBody().write(bytes);
    request.close();
  }

  @BeforeEach
  void start() {
    authority.start();
  }

  @AfterEach
  void stop() {
    authority.stop(0);
  }

  private TokenExchange exchange() {
    String issuer = "http://localhost:" + authority.getAddress().getPort();
    return new TokenExchange(HttpClient.newHttpClient(), issuer, "report-api", "a+b");
  }

  @Test
  void showsWhoActsWithATokenOfItsOwn() throws Exception {
    assertThat(exchange().exchange("shown", "stock")).isEqualTo("other");

    String type = "urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token";
    // report-api:a%2Bb, as RFC 6749 §2.3.1 asks for.
    assertThat(asked)
        .containsExactly(
            "Basic cmVwb3J0LWFwaTphJTJCYg== grant_type=client_credentials",
            "Basic cmVwb3J0LWFwaTphJTJCYg== grant_type="
                + "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange"
                + "&subject_token=shown&subject_token_type="
                + type
                + "&actor_token=own&actor_token_type="
                + type
                + "&audience=stock");
  }

  @Test
  void keepsTheTokenOfItsOwnWhileItLives() throws Exception {
    TokenExchange exchange = exchange();
    exchange.exchange("one", "stock");
    exchange.exchange("two", "stock");

    assertThat(asked).filteredOn(form -> form.contains("client_credentials")).hasSize(1);
  }

  @Test
  void replacesTheTokenOfItsOwnBeforeItExpires() throws Exception {
    lifetime = 30;
    TokenExchange exchange = exchange();
    exchange.exchange("one", "stock");
    exchange.exchange("two", "stock");

    assertThat(asked).filteredOn(form -> form.contains("client_credentials")).hasSize(2);
  }

  @Test
  void tellsARefusalFromAnOutage() {
    status = 400;
    assertThatThrownBy(() -> exchange().exchange("bad", "stock"))
        .isInstanceOf(TokenExchange.RefusedException.class)
        .hasMessage("invalid_request");

    status = 503;
    assertThatThrownBy(() -> exchange().exchange("good", "stock"))
        .isInstanceOf(IOException.class)
        .hasMessage("the authority answers 503");
  }
}
