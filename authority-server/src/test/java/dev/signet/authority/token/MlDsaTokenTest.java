package dev.signet.authority.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.ContractFilter;
import dev.signet.validator.Algorithm;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import io.restassured.RestAssured;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens that resist quantum computers, from the authority to a validator that asks for them. */
class MlDsaTokenTest {
  @RegisterExtension
  static final RunningAuthority AUTHORITY =
      new RunningAuthority().with("SIGNET_KEYS_ALGORITHM", "ML-DSA-65");

  private static String token = "";

  @BeforeAll
  static void issue() {
    String secret = AUTHORITY.addApplication("billing");
    token =
        TokenClient.of(AUTHORITY)
            .basic("billing", secret, TokenClient.GRANT)
            .json()
            .required("access_token")
            .asText();
  }

  @Test
  void isAcceptedByAValidatorThatAllowsIt() {
    assertThat(check()).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void fitsIntoTheHeaderFieldsThatServersTake() {
    assertThat(token.length()).isBetween(4_412, 5_120);
  }

  private static Verdict check() {
    String keys =
        ContractFilter.answer(
                RestAssured.given()
                    .filter(ContractFilter.both())
                    .get(AUTHORITY.url("/.well-known/jwks.json")))
            .body();
    try (TokenValidator validator =
        TokenValidator.forAuthority(RunningAuthority.ISSUER, RunningAuthority.AUDIENCE)
            .keys(keys)
            .allowedAlgorithms(Set.of(Algorithm.ML_DSA_65))
            .clock(AUTHORITY.clock())
            .build()) {
      return validator.checkToken(token);
    }
  }
}
