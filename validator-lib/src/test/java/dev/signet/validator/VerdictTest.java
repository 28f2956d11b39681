package dev.signet.validator;

import static dev.signet.validator.TestTokens.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.rules.Challenge;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider reads from a verdict (RFC 6750 §3). */
class VerdictTest {
  private static final String REALM = "Bearer realm=\"https://api.example.com\"";

  private final Bench bench = new Bench();

  @Test
  void challengesWithoutErrorWhenNothingWasPresented() {
    Verdict verdict = bench.validator.check(List.of());

    assertThat(verdict.httpStatus()).isEqualTo(401);
    assertThat(verdict.challenge()).contains(REALM);
  }

  @Test
  void challengesWithInvalidRequestForAMalformedRequest() {
    Verdict verdict = bench.validator.check("Bearer");

    assertThat(verdict.httpStatus()).isEqualTo(400);
    assertThat(verdict.challenge()).contains(REALM + ", error=\"invalid_request\"");
  }

  @ParameterizedTest
  @MethodSource("badTokens")
  void challengesWithTheSameInvalidTokenForEveryBadToken(Reason reason) {
    Verdict verdict = Challenge.refuse(REALM, reason, Optional.of("exp"));

    assertThat(verdict.httpStatus()).isEqualTo(401);
    assertThat(verdict.challenge()).contains(REALM + ", error=\"invalid_token\"");
  }

  static Stream<Reason> badTokens() {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.httpStatus() == 401 && reason != Reason.MISSING)
        .filter(reason -> reason.retry() != Reason.Retry.WITH_PROOF);
  }

  @Test
  void namesTheScopeThatIsWanting() {
    Verdict verdict = bench.check(valid().signed()).requireScope("orders.delete");

    assertThat(verdict.httpStatus()).isEqualTo(403);
    assertThat(verdict.challenge())
        .contains(REALM + ", error=\"insufficient_scope\", scope=\"orders.delete\"");
    assertThat(verdict.requireScope("orders.read")).isSameAs(verdict);
  }

  @Test
  @DisplayName("F16 a scope counts only as a whole token")
  void matchesScopesExactly() {
    Verdict verdict = bench.check(valid().claim("scope", "\"admin2 read:all\"").signed());

    assertThat(verdict.requireScope("admin2")).isSameAs(verdict);
    Stream.of("admin", "dmin2", "ADMIN2", "read", "all")
        .forEach(
            scope -> Bench.assertRefused(verdict.requireScope(scope), Reason.INSUFFICIENT_SCOPE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\"b", "a\\b", "\u00e4", "a\n"})
  void refusesToAskForWhatIsNoScope(String scope) {
    assertThatThrownBy(() -> bench.check(valid().signed()).requireScope(scope))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> bench.check("rubbish").requireScope(scope))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void quotesAnAudienceThatCouldBreakTheHeader() {
    TokenValidator validator =
        TokenValidator.forAuthority(TestTokens.ISSUER, "a\"b\\c\r\nd\u00e4")
            .keys(TestKey.set(TestKey.ES256))
            .build();

    assertThat(validator.check(List.of()).challenge()).contains("Bearer realm=\"a\\\"b\\\\c__d_\"");
  }

  @Test
  void throwsOneExceptionThatCarriesTheVerdictAndNoStackTrace() {
    Verdict refused = bench.check("rubbish");

    assertThatThrownBy(refused::orThrow)
        .isInstanceOfSatisfying(
            TokenRefusedException.class,
            e -> {
              assertThat(e.verdict()).isSameAs(refused);
              assertThat(e.getStackTrace()).isEmpty();
            })
        .hasMessage("token not accepted: malformed");
    assertThatThrownBy(
            () -> new Verdict.Unavailable(Reason.INTERNAL, Duration.ofSeconds(1)).orThrow())
        .isInstanceOf(TokenRefusedException.class);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void keepsRefusalsAndUnavailabilityApart(Reason reason) {
    boolean later = reason.retry() == Reason.Retry.LATER;
    Optional<String> none = Optional.empty();

    assertThat(reason.httpStatus() == 503).isEqualTo(later);
    if (later) {
      assertThatThrownBy(() -> new Verdict.Refused(reason, none, Optional.of("x")))
          .isInstanceOf(IllegalArgumentException.class);
    } else {
      assertThatThrownBy(() -> new Verdict.Unavailable(reason, Duration.ofSeconds(1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void answersUnavailableWithoutAChallenge() {
    Verdict verdict = new Verdict.Unavailable(Reason.NO_KEYS_YET, Duration.ofSeconds(1));

    assertThat(verdict.httpStatus()).isEqualTo(503);
    assertThat(verdict.challenge()).isEmpty();
    assertThat(verdict.requireScope("a")).isSameAs(verdict);
    assertThatThrownBy(() -> new Verdict.Unavailable(Reason.NO_KEYS_YET, Duration.ofMillis(999)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void printsNeitherTheTokenNorPersonalDetails() {
    String token = valid().claim("name", "\"Alice Liddell\"").signed();
    Verdict verdict = bench.check(token);

    assertThat(verdict.toString())
        .contains("3q2-7w")
        .doesNotContain("Liddell", "alice", token.substring(token.lastIndexOf('.') + 1));
  }

  @Test
  void readsTheDetailsOfAHolderByType() {
    Holder holder =
        new Holder(
            "alice",
            Holder.Type.USER,
            Map.of(
                "name", "Alice",
                "email", "a@example.com",
                "email_verified", true,
                "roles", List.of("b", "a"),
                "groups", "staff admins"));

    assertThat(holder.name()).contains("Alice");
    assertThat(holder.email()).contains("a@example.com");
    assertThat(holder.emailVerified()).isTrue();
    assertThat(holder.roles()).containsExactly("b", "a");
    assertThat(holder.groups()).isEmpty();
  }

  @Test
  void readsADetailOfAnotherTypeAsAbsent() {
    Holder holder =
        new Holder(
            "alice",
            Holder.Type.USER,
            Map.of("name", 1L, "email_verified", "true", "roles", List.of("a", 1L)));

    assertThat(holder.name()).isEmpty();
    assertThat(holder.email()).isEmpty();
    assertThat(holder.emailVerified()).isFalse();
    assertThat(holder.roles()).isEmpty();
    assertThatThrownBy(() -> new Holder("", Holder.Type.USER, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
