package dev.signet.examples.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that is bound to the key of one process is worth nothing in another. */
class StolenTokenIT {
  private final int port = JarProcess.freePort();

  @Test
  void worksForItsOwnerAndForNobodyElse(@TempDir Path folder) throws Exception {
    Deployment.requireJars();
    Deployment deployment = Deployment.direct(folder);
    String secret = deployment.addApplication();

    try (JarProcess authority = deployment.startAuthority();
        JarProcess provider = deployment.startProvider(port)) {
      String unbound = deployment.acquire(secret);
      JarProcess.until("the provider has its keys", () -> Deployment.ask(port, unbound) == 200);

      assertThat(deployment.client("OrdersClient", port, secret))
          .contains("token_type: DPoP")
          .contains("with a proof of its key: 200 Orders for shop");

      String stolen = Files.readString(deployment.leak(), UTF_8);
      assertThat(stolen).hasLineCount(1).startsWith("eyJ");
      assertThat(deployment.client("Thief", port, ""))
          .contains("as a bearer token: 401 ")
          .contains("without a proof: 401 ")
          .contains("with a proof of another key: 401 ")
          .doesNotContain(": 200");
      assertThat(Deployment.ask(port, stolen)).isEqualTo(401);
      assertThat(authority.process().isAlive() && provider.process().isAlive()).isTrue();
    }
  }
}
