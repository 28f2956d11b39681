package dev.signet.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.ValidatorEvent.Kind;
import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.http.RawHttp;
import dev.signet.validator.revocation.PublishedRevocations;
import dev.signet.validator.revocation.ScriptedMirror;
import dev.signet.validator.revocation.TestDocument;
import dev.signet.validator.revocation.stream.RevocationStream;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.sync.HandTimer;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A validator, an authority that publishes keys and revocations, and the one time of both. */
final class RevocationBench {
  final HandTimer timer = new HandTimer();
  final ScriptedAuthority authority = new ScriptedAuthority(timer.clock());
  final ScriptedMirror mirror = new ScriptedMirror();
  final List<ValidatorEvent> events = new ArrayList<>();
  private final RawHttp both =
      (uri, headers) ->
          uri.equals(ScriptedAuthority.KEYS)
              ? authority.get(uri, headers)
              : mirror.get(uri, headers);

  RevocationBench() {
    authority.publishes(TestKey.ES256, TestKey.ED25519, TestKey.RS256);
  }

  TokenValidator start() {
    return start(settings -> settings);
  }

  TokenValidator start(UnaryOperator<TokenValidatorBuilder> change) {
    return start(change, null);
  }

  /** A validator that holds this list, and listens to a stream. */
  TokenValidator listening(TestDocument list, RevocationStream stream) {
    mirror.publishes(list);
    return start(settings -> settings, stream);
  }

  private TokenValidator start(
      UnaryOperator<TokenValidatorBuilder> change, @Nullable RevocationStream stream) {
    TokenValidatorBuilder settings =
        change.apply(
            TokenValidator.forAuthority(TestTokens.ISSUER, TestTokens.AUDIENCE)
                .clock(timer.clock())
                .listener(events::add));
    BoundedHttp http = new BoundedHttp(both, PublishedRevocations.MAX_BYTES);
    KeySupply keys = KeySupplies.fetched(settings, http, timer);
    return new TokenValidator(
        settings, keys, RevocationSupplies.fetched(settings, keys, http, http, timer, stream));
  }

  /** A validator that holds this list. */
  TokenValidator holding(TestDocument list) {
    mirror.publishes(list);
    return start();
  }

  /** A list without entries, as it is signed now. */
  TestDocument list(long sequence) {
    return now(TestDocument.list(sequence));
  }

  TestDocument delta(long from, long to) {
    return now(TestDocument.delta(from, to));
  }

  private TestDocument now(TestDocument document) {
    Instant now = timer.clock().instant();
    return document.claim("iat", now).claim("exp", now.plusSeconds(86_400));
  }

  /** A token issued just now. */
  TestTokens token() {
    Instant now = timer.clock().instant();
    return TestTokens.valid().claim("iat", now.minusSeconds(1)).claim("exp", now.plusSeconds(300));
  }

  /** The other spelling of an ES256 signature (E06). */
  static String mirrored(String token) {
    BigInteger n =
        new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    int dot = token.lastIndexOf('.') + 1;
    byte[] rs = TestTokens.decode(token.substring(dot));
    byte[] s = n.subtract(new BigInteger(1, Arrays.copyOfRange(rs, 32, 64))).toByteArray();
    Arrays.fill(rs, 32, 64, (byte) 0);
    int length = Math.min(32, s.length);
    System.arraycopy(s, s.length - length, rs, 64 - length, length);
    return token.substring(0, dot) + TestTokens.encode(rs);
  }

  static Verdict.Accepted accepted(TokenValidator validator, String token) {
    Verdict verdict = validator.checkToken(token);
    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    return (Verdict.Accepted) verdict;
  }

  static void assertRevoked(TokenValidator validator, String token) {
    Verdict verdict = validator.checkToken(token);
    Bench.assertRefused(verdict, Reason.REVOKED);
    assertThat(verdict.httpStatus()).isEqualTo(401);
    assertThat(verdict.challenge()).get().asString().contains("error=\"invalid_token\"");
  }

  static void assertUnavailable(TokenValidator validator, String token) {
    assertThat(validator.checkToken(token))
        .isInstanceOfSatisfying(
            Verdict.Unavailable.class,
            verdict -> assertThat(verdict.reason()).isEqualTo(Reason.REVOCATIONS_TOO_OLD));
  }

  static ValidatorState.Revocations revocations(TokenValidator validator) {
    return validator.state().revocations().orElseThrow();
  }

  List<Kind> kinds() {
    return events.stream().map(ValidatorEvent::kind).toList();
  }
}
