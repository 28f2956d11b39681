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
import org.junit.jupiter.api.io.TempDir;

/** Two authorities begin at once, on one empty folder. */
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
