package dev.signet.authority.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.storage.TokenRights;
import dev.signet.validator.Algorithm;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An old provider and a new one live together: each is sent what it verifies. */
class AlgorithmPerAudienceTest {
  @RegisterExtension
  static final RunningAuthority AUTHORITY =
      new RunningAuthority()
          .configured(
              """
              profile: development
              keys:
                algorithms: [ES256, RS256]
              audiences:
                https://legacy.example.org:
                  algorithm: RS256
              """);

  private static final String LEGACY = "https://legacy.example.org";
  private static String secret = "";

  @BeforeAll
  static void addAnApplication() {
    TokenRights rights =
        new TokenRights(List.of(RunningAuthority.AUDIENCE, LEGACY), Set.of(), Optional.empty());
    secret = AUTHORITY.addApplication(new NewConsumer("billing", rights, Map.of()));
  }

  @Test
  void sendsEachProviderWhatItVerifies() {
    assertThat(check(LEGACY, Algorithm.RS256)).isInstanceOf(Verdict.Accepted.class);
    assertThat(check(RunningAuthority.AUDIENCE, Algorithm.ES256))
        .isInstanceOf(Verdict.Accepted.class);
    assertThat(check(LEGACY, Algorithm.ES256)).isInstanceOf(Verdict.Refused.class);
  }

  private static Verdict check(String audience, Algorithm only) {
    String form = TokenClient.GRANT + "&resource=" + audience;
    String token =
        TokenClient.careless(AUTHORITY)
            .basic("billing", secret, form)
            .json()
            .required("access_token")
            .asText();
    String keys = RestAssured.get(AUTHORITY.url("/.well-known/jwks.json")).asString();
    try (TokenValidator validator =
        TokenValidator.forAuthority(RunningAuthority.ISSUER, audience)
            .keys(keys)
            .allowedAlgorithms(Set.of(only))
            .clock(AUTHORITY.clock())
            .build()) {
      return validator.checkToken(token);
    }
  }
}
