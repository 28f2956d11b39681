package dev.signet.validator.fuzz;

import static dev.signet.validator.fuzz.ExampleAuthority.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.Token;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is true of every token that may be accepted, as the other reader sees its claims. */
final class Acceptable {
  private static final long NOW_SECONDS = NOW.getEpochSecond();
  private static final long SKEW_SECONDS = 10;
  private static final long LONGEST_SECONDS = 24 * 60 * 60;

  private final Map<String, @Nullable Object> claims;
  private final Token token;

  private Acceptable(Map<String, @Nullable Object> claims, Token token) {
    this.claims = claims;
    this.token = token;
  }

  /** Asserts it of a token that was made of this payload. */
  static void assertHolds(byte[] payload, Token token) {
    try {
      Acceptable accepted = new Acceptable(ReferenceJson.read(payload, 512), token);
      accepted.assertForUs();
      accepted.assertNamed();
      accepted.assertTimes();
    } catch (IOException e) {
      throw new AssertionError("accepted claims that are no strict JSON", e);
    }
  }

  private void assertForUs() {
    assertThat(claims.get("iss")).isEqualTo(ExampleAuthority.ISSUER).isEqualTo(token.issuer());
    Object audience = claims.get("aud");
    Collection<?> audiences = audience instanceof List<?> list ? list : List.of(text("aud"));
    assertThat(new HashSet<Object>(audiences)).isEqualTo(token.audience());
    assertThat(token.audience()).contains(ExampleAuthority.AUDIENCE);
    // RFC 7800 §3.1: a bound token is no bearer token, whatever is in cnf.
    assertThat(claims.containsKey("cnf")).isFalse();
  }

  private void assertNamed() {
    assertThat(text("jti")).hasSizeBetween(1, 128).isEqualTo(token.id());
    assertThat(text("sub")).isNotEmpty().isEqualTo(token.holder().subject());
    assertThat(text("client_id")).isNotEmpty().isEqualTo(token.clientId());
    assertThat(token.scopes()).allMatch(scope -> scope.matches("[!#-\\[\\]-~]+"));
    Set<String> said = new HashSet<>(claims.keySet());
    said.removeIf(name -> claims.get(name) == null);
    assertThat(token.claims().keySet()).isEqualTo(said);
  }

  private void assertTimes() {
    long expiry = seconds("exp", RoundingMode.FLOOR);
    long issued = seconds("iat", RoundingMode.CEILING);
    assertThat(token.expiresAt().getEpochSecond()).isEqualTo(expiry);
    assertThat(token.issuedAt().getEpochSecond()).isEqualTo(issued);
    assertThat(expiry).isGreaterThan(NOW_SECONDS - SKEW_SECONDS).isGreaterThanOrEqualTo(issued);
    assertThat(issued).isNotNegative().isLessThanOrEqualTo(NOW_SECONDS + SKEW_SECONDS);
    assertThat(expiry - issued).isLessThanOrEqualTo(LONGEST_SECONDS);
    if (claims.get("nbf") != null) {
      assertThat(seconds("nbf", RoundingMode.CEILING))
          .isLessThanOrEqualTo(Math.min(expiry, NOW_SECONDS + SKEW_SECONDS));
    }
  }

  private String text(String claim) {
    return (String) Objects.requireNonNull(claims.get(claim), claim);
  }

  private long seconds(String claim, RoundingMode rounding) {
    Object number = Objects.requireNonNull(claims.get(claim), claim);
    assertThat(number).isInstanceOf(Number.class);
    return new BigDecimal(number.toString()).setScale(0, rounding).longValueExact();
  }
}
