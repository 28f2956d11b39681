package dev.signet.authority.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stock client of another language, which knows the issuer and nothing else. */
class InteropIT {
  private static final Path SCRIPTS = Path.of("src", "test", "interop");

  @BeforeAll
  static void needsNodeAndItsModules() {
    assumeTrue(
        Files.isDirectory(SCRIPTS.resolve("node_modules")) && hasNode(),
        "skipped: needs node, and npm ci in authority-server/src/test/interop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "Ed25519", "RS256"})
  void servesAStockClientThatKnowsOnlyTheIssuer(String algorithm, @TempDir Path folder)
      throws IOException, InterruptedException {
    AuthorityHome home = AuthorityHome.in(folder).with("SIGNET_KEYS_ALGORITHM", algorithm);
    String secret = home.addApplication("stock");

    try (AuthorityProcess authority = AuthorityProcess.start(home)) {
      ProcessBuilder node =
          new ProcessBuilder(
                  "node", "client.mjs", home.url(), "stock", AuthorityHome.AUDIENCE, algorithm)
              .directory(SCRIPTS.toFile())
              .redirectErrorStream(true);
      node.environment().put("CLIENT_SECRET", secret);
      Process client = node.start();
      String output = new String(client.getInputStream().readAllBytes(), UTF_8);

      assertThat(client.waitFor()).as(output + authority.log()).isZero();
      assertThat(output).isEqualTo("interop ok: " + algorithm + "\n");
    }
  }

  private static boolean hasNode() {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      return node.waitFor(10, TimeUnit.SECONDS) && node.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
