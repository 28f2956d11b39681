package dev.signet.validator.revocation;

import static dev.signet.validator.revocation.TestDocument.NOW;
import static dev.signet.validator.revocation.TestDocument.delta;
import static dev.signet.validator.revocation.TestDocument.list;
import static dev.signet.validator.revocation.TestDocument.reader;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.Reason;
import dev.signet.validator.TestKey;
import dev.signet.validator.ValidatorState;
import dev.signet.validator.document.DocumentReader;
import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.sync.RejectedUpdateException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile inputs, group G, as far as the text of a list or delta goes. */
class RevocationReaderTest {
  @Test
  void readsAListAndADeltaOfEachAlgorithm() throws IOException {
    for (TestKey key : new TestKey[] {TestKey.ED25519, TestKey.ES256, TestKey.RS256}) {
      RevocationList list = reader().readList(list(5).signedBy(key).body());

      assertThat(list.sequence()).isEqualTo(5);
      assertThat(list.signer().id()).isEqualTo(key.id());
      assertThat(list.expiresAt()).isEqualTo(NOW.plusSeconds(86_400));
      assertThat(reader().readDelta(delta(5, 6).signedBy(key).body()).to()).isEqualTo(6);
    }
  }

  @Test
  void takesAListWithoutRulesAndADeltaWithoutChanges() throws IOException {
    assertThat(reader().readList(list(5).without("rules").body()).size()).isZero();
    assertThat(reader().readDelta(delta(5, 6).body()).changesNothing()).isTrue();
  }

  @Test
  void ignoresMembersItDoesNotKnow() throws IOException {
    TestDocument list =
        list(5)
            .header("x", "1")
            .claim("more", "[{}]")
            .claim("rules", "[{\"id\":5,\"issued_before\":1,\"expires\":2,\"more\":null}]");

    assertThat(reader().readList(list.body()).size()).isEqualTo(1);
  }

  @Nested
  class Signatures {
    // G02
    @Test
    void refusesAnUnsignedOne() {
      assertRefused(list(5).header("alg", "\"none\""), "alg_not_allowed");
      String text = list(5).text();
      assertRefused(() -> read(text.substring(0, text.lastIndexOf('.') + 1)), "malformed");
    }

    @Test
    void refusesAnotherKey() {
      TestKey stranger = TestKey.generate("ed-1", "Ed25519");

      assertRefused(list(5).forgedBy(stranger), "bad_signature");
      assertRefused(list(5).header("kid", "\"ed-2\""), "unknown_key");
      assertRefused(list(5).header("alg", "\"ES256\""), "alg_not_allowed");
    }

    @Test
    void refusesEveryBitThatIsFlippedInTheClaims() {
      byte[] body = list(5).tokens("3q2-7w").body();
      int firstDot = new String(body, ISO_8859_1).indexOf('.');
      body[firstDot + 9] ^= 1;

      assertRefused(() -> reader().readList(body), "refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "JWT", "statuslist+jwt", "revocation-delta+jwt"})
    void refusesAListOfAnotherType(String type) {
      assertRefused(list(5).header("typ", TestDocument.quoted(type)), "wrong_type");
    }

    @Test
    void refusesAListForADelta() {
      assertRefused(() -> reader().readDelta(list(5).body()), "wrong_type");
      assertRefused(() -> reader().readList(delta(5, 6).body()), "wrong_type");
    }

    @ParameterizedTest
    @CsvSource({"jwk, {}", "jku, \"https://evil.example\"", "crit, [\"b64\"]", "zip, \"DEF\""})
    void refusesHeadersThatNoHonestAuthoritySends(String name, String json) {
      assertRefused(list(5).header(name, json), "refused");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"https://auth.example.com/\"",
          "\"https://AUTH.example.com\"",
          "null",
          "[\"a\"]",
          "5"
        })
    void refusesAnotherIssuer(String iss) {
      assertRefused(list(5).claim("iss", iss), "iss");
    }

    @Test
    void cannotBeReadWithoutKeysWhichIsNoFaultOfIt() {
      RevocationReader keyless =
          new RevocationReader(
              TestDocument.ISSUER,
              TestDocument.ALGORITHMS,
              new NoKeysYet(),
              Clock.fixed(NOW, ZoneOffset.UTC));

      assertThatThrownBy(() -> keyless.readList(list(5).body()))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(RejectedUpdateException.class)
          .hasMessageContaining("no_keys_yet");
    }
  }

  @Nested
  class Times {
    @Test
    void refusesOneAtItsExpiryAndTakesItBefore() throws IOException {
      byte[] body = list(5).claim("exp", NOW).body();

      assertThat(reader(at(NOW.minusMillis(1))).readList(body).expiresAt()).isEqualTo(NOW);
      assertRefused(() -> reader(at(NOW)).readList(body), "expired");
    }

    @Test
    void takesOneSignedUpToFiveMinutesAhead() throws IOException {
      Instant ahead = NOW.plus(Duration.ofMinutes(5));

      assertThat(read(list(5).claim("iat", ahead).text()).sequence()).isEqualTo(5);
      assertRefused(list(5).claim("iat", ahead.plusSeconds(1)), "future");
    }

    @Test
    void refusesOneThatEndsBeforeItBegins() {
      assertRefused(
          list(5).claim("iat", NOW.plusSeconds(9)).claim("exp", NOW.plusSeconds(9)), "expired");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "60, 60", "3600, 3600", "3601, 3600", "999999999999, 3600"})
    void clampsTheTimeBetweenPolls(String ttl, long seconds) throws IOException {
      assertThat(read(list(5).claim("ttl", ttl).text()).ttl()).hasSeconds(seconds);
    }

    @ParameterizedTest
    @CsvSource({
      "iat, 1.5",
      "iat, -1",
      "iat, null",
      "iat, \"1772366400\"",
      "exp, 9223372036854775807",
      "exp, 253402300800",
      "exp, 1e10",
      "ttl, -1",
      "ttl, 1.5",
      "ttl, \"60\"",
      "ttl, true"
    })
    void refusesTimesThatAreNoWholeSeconds(String claim, String json) {
      assertRefused(list(5).claim(claim, json), claim);
      assertRefused(() -> reader().readDelta(delta(5, 6).claim(claim, json).body()), claim);
    }
  }

  @Nested
  class Sizes {
    // G06
    @Test
    void refusesADocumentOfOneByteTooManyBeforeItIsRead() {
      byte[] body = new byte[DocumentReader.MAX_BYTES + 1];
      Arrays.fill(body, (byte) 'A');

      assertRefused(() -> reader().readList(body), "too_large");
    }

    @Test
    void refusesAnythingAroundTheDocument() {
      assertRefused(() -> read(list(5).text() + "\n"), "malformed");
      assertRefused(() -> read("\ufeff" + list(5).text()), "malformed");
      assertRefused(() -> read("{}"), "malformed");
      assertRefused(() -> read(""), "malformed");
    }
  }

  private static RevocationList read(String text) throws IOException {
    return reader().readList(text.getBytes(ISO_8859_1));
  }

  private static void assertRefused(TestDocument list, String why) {
    assertRefused(() -> reader().readList(list.body()), why);
  }

  private static void assertRefused(ThrowingCallable reading, String why) {
    assertThatThrownBy(reading)
        .isInstanceOf(RejectedUpdateException.class)
        .hasMessageContaining(why);
  }

  private static Clock at(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  /** A supply before its first answer. */
  private static final class NoKeysYet implements KeySupply {
    @Override
    public Chosen choose(String keyId) throws Refusal {
      throw Refusal.unavailable(Reason.NO_KEYS_YET, Duration.ofSeconds(1));
    }

    @Override
    public Optional<Duration> recheck(VerifyingKey key, long wallMillis) throws Refusal {
      throw Refusal.unavailable(Reason.NO_KEYS_YET, Duration.ofSeconds(1));
    }

    @Override
    public ValidatorState state(Instant now) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void refreshNow() {}

    @Override
    public boolean await(Duration longest) {
      return false;
    }

    @Override
    public void whenUsable(Runnable task) {}

    @Override
    public void close() {}
  }
}
