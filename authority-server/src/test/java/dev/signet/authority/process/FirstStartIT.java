package dev.signet.authority.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first start on an empty folder: by one authority or by two at once. */
class FirstStartIT {

  @RepeatedTest(4)
  void agreesOnOneKeyWhenTwoStartAtOnce(@TempDir Path folder)
      throws IOException, InterruptedException {
    AuthorityHome one = AuthorityHome.in(folder);
    AuthorityHome other = one.sibling();

    try (AuthorityProcess first = AuthorityProcess.launch(one);
        AuthorityProcess second = AuthorityProcess.launch(other)) {
      first.awaitAnswerOrEnd();
      second.awaitAnswerOrEnd();

      assertThat(first.isAlive()).as(first.log()).isTrue();
      assertThat(second.isAlive()).as(second.log()).isTrue();
      assertThat(keyFiles(folder)).hasSize(1);
      TokenClient client = new TokenClient(one, "both", one.addApplication("both"));
      TokenClient sibling = new TokenClient(other, "both", client.secret());
      assertThat(client.jwkSet()).isEqualTo(sibling.jwkSet());
      assertAccepted(client, sibling.jwkSet());
      assertAccepted(sibling, client.jwkSet());
    }
  }

  @Test
  void startsInProductionWithAnEncryptedKeyAndFindsItAgain(@TempDir Path folder)
      throws IOException, InterruptedException {
    AuthorityHome home =
        AuthorityHome.in(folder)
            .with("SIGNET_PROFILE", "production")
            // The name that a proxy in front answers to.
            .with("SIGNET_ISSUER", "https://auth.example.org")
            .with("SIGNET_KEYS_PASSPHRASE", "open sesame")
            .with("SIGNET_SECRETS_HASH_KEY", "A".repeat(43) + "=");
    TokenClient client = new TokenClient(home, "billing", home.addApplication("billing"));

    JsonNode before;
    try (AuthorityProcess authority = AuthorityProcess.start(home)) {
      before = client.jwkSet();
      assertAccepted(client, before);
      assertThat(authority.log()).doesNotContain("NOT encrypted");
    }
    assertThat(Files.readString(keyFiles(folder).get(0)))
        .contains("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    try (AuthorityProcess authority = AuthorityProcess.start(home)) {
      assertThat(authority.log()).contains("\"event\":\"key_loaded\"");
      assertThat(client.jwkSet()).isEqualTo(before);
      assertAccepted(client, before);
    }
  }

  private static List<Path> keyFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("keys"))) {
      return files.filter(file -> file.toString().endsWith(".pem")).toList();
    }
  }

  /** A token of the one is good by the keys of the other. */
  private static void assertAccepted(TokenClient client, JsonNode jwkSet)
      throws IOException, InterruptedException {
    String token = TokenClient.token(client.ask().body());
    try (TokenValidator validator =
        TokenValidator.forAuthority(client.home().issuer(), AuthorityHome.AUDIENCE)
            .keys(jwkSet.toString())
            .build()) {
      assertThat(validator.checkToken(token)).isInstanceOf(Verdict.Accepted.class);
    }
  }
}
