package dev.signet.validator;

import static dev.signet.validator.Reason.MALFORMED_REQUEST;
import static dev.signet.validator.Reason.MISSING;
import static dev.signet.validator.TestTokens.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Authorization header: hostile inputs A18 and A19. */
class AuthorizationTest {
  private final Bench bench = new Bench();
  private final String token = valid().signed();

  @ParameterizedTest(name = "A19 scheme {0}")
  @ValueSource(strings = {"Bearer", "bearer", "BEARER", "bEaReR"})
  void takesTheSchemeInAnyCase(String scheme) {
    assertThat(bench.validator.check(scheme + " " + token)).isInstanceOf(Verdict.Accepted.class);
    assertThat(bench.validator.check(List.of(scheme + " " + token)))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @ParameterizedTest(name = "missing: [{0}]")
  @NullSource
  @ValueSource(strings = {"", " ", "Basic YTpi", "BearerX abc", "Bear abc", "DPoP abc", "eyJ.a.b"})
  void countsAnotherSchemeAsNoToken(String header) {
    Bench.assertRefused(bench.validator.check(header), MISSING);
  }

  @ParameterizedTest(name = "A18, A19 [{0}]")
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Bearer  abc",
        "Bearer abc def",
        "Bearer abc ",
        "Bearer\tabc",
        "Bearer abc, Bearer def",
        "Bearer abc,def",
        "Bearer Bearer abc",
        " Bearer abc"
      })
  void refusesAHeaderThatIsNotOneSpaceAndOneToken(String header) {
    Bench.assertRefused(bench.validator.check(header), MALFORMED_REQUEST);
  }

  @Test
  @DisplayName("A18 two headers, even if one or both are good")
  void refusesTwoHeaders() {
    String good = "Bearer " + token;

    Bench.assertRefused(bench.validator.check(List.of(good, good)), MALFORMED_REQUEST);
    Bench.assertRefused(bench.validator.check(List.of(good, "Basic YTpi")), MALFORMED_REQUEST);
    Bench.assertRefused(bench.validator.check(List.of()), MISSING);
  }

  @Test
  @DisplayName("A04, A17 leaves the letters of the token to the strict reader")
  void leavesTheTokenToTheReader() {
    Bench.assertRefused(bench.validator.check("Bearer " + token + "!"), Reason.MALFORMED);
    Bench.assertRefused(bench.validator.check("Bearer " + token + "\u200B"), Reason.MALFORMED);
  }
}
