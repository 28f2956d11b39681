package dev.signet.validator.fuzz;

import static dev.signet.validator.fuzz.ExampleAuthority.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.signet.validator.Reason;
import dev.signet.validator.rules.CompactToken;
import dev.signet.validator.rules.HeaderRules;
import dev.signet.validator.rules.HeaderRules.Header;
import dev.signet.validator.rules.Refusal;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** A token has one spelling, and its header one meaning. */
@Timeout(10)
class CompactTokenFuzzTest {
  private static final int MAX_CHARS = 8192;
  private static final int MAX_HEADER_BYTES = 2048;
  private static final Set<String> ALGORITHMS = Set.of("ES256", "Ed25519", "RS256");
  private static final HeaderRules REMEMBERING = new HeaderRules(ALGORITHMS, "at+jwt");
  private static final Set<Reason> REASONS =
      EnumSet.of(
          Reason.TOO_LARGE,
          Reason.MALFORMED,
          Reason.UNSUPPORTED_FORMAT,
          Reason.HEADER_NOT_ALLOWED,
          Reason.CRIT_UNSUPPORTED,
          Reason.ALG_NOT_ALLOWED,
          Reason.WRONG_TYPE,
          Reason.UNKNOWN_KEY);

  @FuzzTest
  void takesOnlyTheOneSpelling(byte[] utf8) {
    String text = new String(utf8, UTF_8);
    Optional<CompactToken> token = read(text);

    assertThat(token.isPresent()).isEqualTo(isTheOneSpelling(text));
    token.ifPresent(CompactTokenFuzzTest::assertHeaderIsJudgedRight);
  }

  /** The token if all its segments can be had. */
  private static Optional<CompactToken> read(String text) {
    try {
      CompactToken token =
          Cost.OF_TEXT.bounds(text.length(), () -> CompactToken.read(text, MAX_CHARS));
      String again =
          encode(token.header()) + '.' + encode(token.payload()) + '.' + encode(token.signature());
      assertThat(again).isEqualTo(text);
      assertThat(token.bytes()).isEqualTo(text.getBytes(UTF_8));
      assertThat(token.signedLength()).isEqualTo(text.lastIndexOf('.'));
      return Optional.of(token);
    } catch (Refusal refusal) {
      assertThat(refusal.reason()).isIn(REASONS);
      return Optional.empty();
    }
  }

  private static boolean isTheOneSpelling(String text) {
    String[] segments = text.split("\\.", -1);
    return text.length() <= MAX_CHARS
        && segments.length == 3
        && Arrays.stream(segments).allMatch(CompactTokenFuzzTest::isTheOneSpellingOfBytes)
        && Base64.getUrlDecoder().decode(segments[0]).length <= MAX_HEADER_BYTES;
  }

  private static boolean isTheOneSpellingOfBytes(String segment) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(segment);
      return bytes.length > 0 && encode(bytes).equals(segment);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void assertHeaderIsJudgedRight(CompactToken token) {
    Optional<Header> header = judge(new HeaderRules(ALGORITHMS, "at+jwt"), token);

    assertThat(judge(REMEMBERING, token)).isEqualTo(header);
    assertThat(header).isEqualTo(expected(token));
    header.ifPresent(good -> REMEMBERING.remember(token, good));
  }

  private static Optional<Header> judge(HeaderRules rules, CompactToken token) {
    try {
      return Optional.of(Cost.OF_TEXT.bounds(token.bytes().length, () -> rules.judge(token)));
    } catch (Refusal refusal) {
      assertThat(refusal.reason()).isIn(REASONS);
      return Optional.empty();
    }
  }

  private static Optional<Header> expected(CompactToken token) {
    try {
      Map<String, @Nullable Object> header = ReferenceJson.read(token.header(), 512);
      boolean plain =
          List.of("jwk", "jku", "x5u", "x5c", "b64", "zip", "cty", "crit").stream()
              .noneMatch(header::containsKey);
      return plain
              && header.get("alg") instanceof String algorithm
              && ALGORITHMS.contains(algorithm)
              && header.get("typ") instanceof String type
              && (type.equalsIgnoreCase("at+jwt") || type.equalsIgnoreCase("application/at+jwt"))
              && header.get("kid") instanceof String keyId
              && !keyId.isEmpty()
          ? Optional.of(new Header(algorithm, keyId))
          : Optional.empty();
    } catch (IOException | Refusal e) {
      return Optional.empty();
    }
  }
}
