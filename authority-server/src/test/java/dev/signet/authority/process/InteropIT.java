package dev.signet.authority.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.signet.authority.Authority;
import dev.signet.authority.authn.assertion.SignerKey;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.directory.credential.CredentialAdministration;
import dev.signet.authority.directory.credential.PublicCredential;
import dev.signet.authority.directory.credential.Terms;
import dev.signet.authority.storage.TokenRights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stock client of another language, which knows the issuer and nothing else. */
class InteropIT {
  private static final Path SCRIPTS = Path.of("src", "test", "interop");

  private static final String EXCHANGE =
      """
      profile: development
      exchange:
        composing:
          client: composite
          mode: delegation
          audiences: [backend]
      """;

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

    assertThat(
            run(
                home,
                Map.of("CLIENT_SECRET", secret),
                "client.mjs",
                "stock",
                AuthorityHome.AUDIENCE,
                algorithm))
        .isEqualTo("interop ok: " + algorithm + "\n");
  }

  @Test
  void servesAStockCompositeServiceThatKnowsOnlyTheIssuer(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path settings = Files.writeString(folder.resolve("signet.yaml"), EXCHANGE);
    AuthorityHome home = AuthorityHome.in(folder).with("SIGNET_CONFIG", settings.toString());
    SignerKey key = SignerKey.es256("composite-1");
    String secret = addCallerAndComposite(home, PublicCredential.jwks(SignerKey.set(key)));

    assertThat(
            run(
                home,
                Map.of("CALLER_SECRET", secret, "COMPOSITE_KEY", key.jwk().toJSONString()),
                "composite.mjs",
                "caller",
                "composite",
                "backend"))
        .isEqualTo("interop ok: private_key_jwt, exchange\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "RS256"})
  void bindsTheTokenOfAStockClientToItsKey(String algorithm, @TempDir Path folder)
      throws IOException, InterruptedException {
    AuthorityHome home = AuthorityHome.in(folder).with("SIGNET_BINDING_DPOP", "nonce");
    String secret = home.addApplication("stock");
    try (Authority authority = home.open()) {
      authority.administration().bind("stock", TokenRights.Bound.DPOP);
    }

    assertThat(
            run(
                home,
                Map.of("CLIENT_SECRET", secret),
                "dpop.mjs",
                "stock",
                AuthorityHome.AUDIENCE,
                algorithm))
        .isEqualTo("interop ok: DPoP " + algorithm + "\n");
  }

  /** A caller with a secret, and a composite service that can prove itself by its key alone. */
  private static String addCallerAndComposite(AuthorityHome home, PublicCredential key) {
    TokenRights calling = new TokenRights(List.of("composite"), Set.of(), Optional.empty());
    TokenRights composing =
        new TokenRights(
            List.of("backend"),
            Set.of(),
            Optional.empty(),
            Set.of("client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange"));
    try (Authority authority = home.open()) {
      authority
          .administration()
          .addApplication(new NewConsumer("composite", composing, List.of("composite"), Map.of()));
      CredentialAdministration credentials = authority.credentialAdministration();
      credentials.expire("composite", credentials.list("composite").get(0).id(), Duration.ZERO);
      credentials.add("composite", key, new Terms("", null));
      return authority
          .administration()
          .addApplication(new NewConsumer("caller", calling, List.of(), Map.of()));
    }
  }

  /** What a script prints that was given the address of a running authority, and arguments. */
  private static String run(
      AuthorityHome home, Map<String, String> secrets, String script, String... arguments)
      throws IOException, InterruptedException {
    try (AuthorityProcess authority = AuthorityProcess.start(home)) {
      List<String> words = new ArrayList<>(List.of("node", script, home.url()));
      words.addAll(List.of(arguments));
      ProcessBuilder node =
          new ProcessBuilder(words).directory(SCRIPTS.toFile()).redirectErrorStream(true);
      node.environment().putAll(secrets);
      Process client = node.start();
      String output = new String(client.getInputStream().readAllBytes(), UTF_8);

      assertThat(client.waitFor()).as(output + authority.log()).isZero();
      return output;
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
