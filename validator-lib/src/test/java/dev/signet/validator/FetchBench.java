package dev.signet.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.ValidatorEvent.Kind;
import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.sync.HandTimer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A validator, its authority and the one time of both, driven by hand. */
final class FetchBench {
  static final int CAP = 512 * 1024;

  final HandTimer timer = new HandTimer();
  final ScriptedAuthority authority = new ScriptedAuthority(timer.clock());
  final List<ValidatorEvent> events = new ArrayList<>();

  TokenValidator start() {
    return start(settings -> settings);
  }

  TokenValidator start(UnaryOperator<TokenValidatorBuilder> change) {
    TokenValidatorBuilder settings =
        change.apply(
            TokenValidator.forAuthority(TestTokens.ISSUER, TestTokens.AUDIENCE)
                .jwksUri(ScriptedAuthority.KEYS)
                .clock(timer.clock())
                .listener(events::add));
    BoundedHttp http = new BoundedHttp(authority, CAP);
    return Bench.build(settings, KeySupplies.fetched(settings, http, timer));
  }

  /** A token issued just now. */
  String token(TestKey key) {
    Instant now = timer.clock().instant();
    return TestTokens.valid(key)
        .claim("iat", now.minusSeconds(1))
        .claim("exp", now.plusSeconds(300))
        .signed();
  }

  /** A token of an unknown key; its signature is never looked at, so it has none to speak of. */
  String bogus(int number) {
    return TestTokens.valid()
        .header("kid", "\"bogus-" + number + '"')
        .signedBy(input -> new byte[64]);
  }

  void assertAccepts(TokenValidator validator, TestKey key) {
    assertThat(validator.checkToken(token(key))).isInstanceOf(Verdict.Accepted.class);
  }

  void assertUnknown(TokenValidator validator, TestKey key) {
    Bench.assertRefused(validator.checkToken(token(key)), Reason.UNKNOWN_KEY);
  }

  void assertUnavailable(TokenValidator validator, Reason reason) {
    Verdict verdict = validator.checkToken(token(TestKey.ES256));
    assertThat(verdict).isInstanceOf(Verdict.Unavailable.class);
    assertThat(((Verdict.Unavailable) verdict).reason()).isEqualTo(reason);
  }

  List<Kind> kinds() {
    return events.stream().map(ValidatorEvent::kind).toList();
  }
}
