package dev.signet.validator;

import static dev.signet.validator.Bench.row;
import static dev.signet.validator.Reason.MALFORMED;
import static dev.signet.validator.Reason.TOO_LARGE;
import static dev.signet.validator.Reason.UNSUPPORTED_FORMAT;
import static dev.signet.validator.TestTokens.valid;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile inputs, group A: envelope and encoding. */
class HostileEnvelopeTest {
  private final Bench bench = new Bench();

  @ParameterizedTest(name = "{0}")
  @MethodSource({"parts", "spellings", "otherFormats", "sizes"})
  void refuses(String row, String token, Reason expected) {
    bench.assertRefused(token, expected);
  }

  static Stream<Arguments> parts() {
    String token = valid().signed();
    String head = token.substring(0, token.indexOf('.'));
    return Stream.of(
        row("A01 empty", "", MALFORMED),
        row("A01 one dot", ".", MALFORMED),
        row("A01 two dots", "..", MALFORMED),
        row("A01 three dots", "...", MALFORMED),
        row("A01 four dots", "....", MALFORMED),
        row("A01 five dots", ".....", MALFORMED),
        row("A01 one part", head, MALFORMED),
        row("A01 two parts", valid().signingInput(), MALFORMED),
        row("A01 four parts", token + ".AAAA", MALFORMED),
        row("A01 no header", token.substring(head.length()), MALFORMED),
        row("A01 no payload", valid().payloadBytes(new byte[0]).signed(), MALFORMED));
  }

  static Stream<Arguments> spellings() {
    String token = valid().signed();
    int inSignature = token.lastIndexOf('.') + 5;
    String wideA = "\uFF21";
    return Stream.of(
        row("A03 leading space", " " + token, MALFORMED),
        row("A03 trailing space", token + " ", MALFORMED),
        row("A03 trailing tab", token + "\t", MALFORMED),
        row("A03 trailing CR LF", token + "\r\n", MALFORMED),
        row("A03 CR LF inside", insert(token, inSignature, "\r\n"), MALFORMED),
        row("A04 ! in the signature", insert(token, inSignature, "!"), MALFORMED),
        row("A04 * in the signature", insert(token, inSignature, "*"), MALFORMED),
        row("A04 ! in a signed header", inHeader("!"), MALFORMED),
        row("A04 * in a signed payload", inPayload("*"), MALFORMED),
        row("A05 = after the signature", token + "==", MALFORMED),
        row("A05 = after a signed header", valid().headerSegment(s -> s + "=").signed(), MALFORMED),
        row(
            "A05 = after a signed payload",
            valid().payloadSegment(s -> s + "=").signed(),
            MALFORMED),
        row("A06 + for - in the signature", otherAlphabet(), MALFORMED),
        row("A06 / in a signed payload", inPayload("/"), MALFORMED),
        row("A07 bits after the signature", nextLetterAtEnd(token), MALFORMED),
        row("A07 bits after a signed header", withUnusedBits(true), MALFORMED),
        row("A07 bits after a signed payload", withUnusedBits(false), MALFORMED),
        row(
            "A08 payload of 1 mod 4",
            valid().payloadSegment(HostileEnvelopeTest::oneTooMany).signed(),
            MALFORMED),
        row("A08 signature of 1 mod 4", token + "AAA", MALFORMED),
        row("A17 zero-width space", insert(token, inSignature, "\u200B"), MALFORMED),
        row("A17 full-width letter", insert(token, inSignature, wideA), MALFORMED),
        row(
            "A17 a hundred pairs of surrogates",
            insert(token, 4, "\uD83D\uDE00".repeat(100)),
            MALFORMED),
        row("A17 one pair", insert(token, 200, "\uD83D\uDE00"), MALFORMED),
        row("A17 a pair at the end", token + "\uD83D\uDE00", MALFORMED),
        row("A17 a lone surrogate", insert(token, 4, "\uD83D"), MALFORMED));
  }

  static Stream<Arguments> otherFormats() {
    String token = valid().signed();
    String[] parts = token.split("\\.", -1);
    String signed = "\"protected\":\"" + parts[0] + "\",\"signature\":\"" + parts[2] + "\"";
    String payload = "\"payload\":\"" + parts[1] + "\"";
    String flattened = "{" + payload + "," + signed + "}";
    String general = "{" + payload + ",\"signatures\":[{" + signed + "}]}";
    return Stream.of(
        row("A09 flattened JSON", flattened, MALFORMED),
        row("A09 general JSON", general, MALFORMED),
        row("A10 polyglot", "{\"" + token + "\":1}", MALFORMED),
        row("A11 JWE dir", jwe("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}", ""), UNSUPPORTED_FORMAT),
        row("A11 JWE RSA-OAEP", jwe("{\"alg\":\"RSA-OAEP\"}", "AAAA"), UNSUPPORTED_FORMAT),
        row("A11 JWE PBES2", jwe("{\"alg\":\"PBES2-HS256+A128KW\"}", "AAAA"), UNSUPPORTED_FORMAT),
        row("A12 JWE around an unsigned JWT", jwe("{\"cty\":\"JWT\"}", "AAAA"), UNSUPPORTED_FORMAT),
        row("A13 PBES2 p2c", jwe("{\"p2c\":2147483647}", "AAAA"), UNSUPPORTED_FORMAT),
        row("A14 JWE with zip", jwe("{\"zip\":\"DEF\"}", "AAAA"), UNSUPPORTED_FORMAT),
        row("A14 JWS with zip", valid().header("zip", "\"DEF\"").signed(), MALFORMED));
  }

  static Stream<Arguments> sizes() {
    return Stream.of(
        row("A02 a million dots", ".".repeat(1_000_000), TOO_LARGE),
        row("A15 8 KiB + 1", "A".repeat(8193), TOO_LARGE),
        row("A15 payload of 2 MB", valid().payloadBytes(new byte[2_000_000]).signed(), TOO_LARGE),
        row("A16 header of 2 KiB + 1", withHeaderOf(2049), TOO_LARGE));
  }

  @Test
  @DisplayName("A15 accepts a token of exactly the longest size and refuses one byte less room")
  void judgesTheSizeAtItsBoundary() {
    String token = valid().claim("x", '"' + "x".repeat(500) + '"').signed();

    assertThat(bench.builder().maxTokenBytes(token.length()).build().checkToken(token))
        .isInstanceOf(Verdict.Accepted.class);
    Bench.assertRefused(
        bench.builder().maxTokenBytes(token.length() - 1).build().checkToken(token), TOO_LARGE);
  }

  @Test
  @DisplayName("A16 accepts a header of exactly 2 KiB")
  void acceptsTheLargestHeader() {
    bench.assertAccepted(withHeaderOf(2048));
  }

  @Test
  @DisplayName("A02, A13 refuse before anything is decoded or copied")
  void refusesHugeAndForeignInputsAtNoCost() {
    String dots = ".".repeat(1_000_000);
    String jwe = jwe("{\"p2c\":2147483647}", "AAAA");

    assertThat(bytesAllocatedBy(() -> bench.assertRefused(dots, TOO_LARGE))).isLessThan(50_000);
    assertThat(bytesAllocatedBy(() -> bench.assertRefused(jwe, UNSUPPORTED_FORMAT)))
        .isLessThan(50_000);
  }

  private static long bytesAllocatedBy(Runnable work) {
    work.run();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static String insert(String text, int at, String what) {
    return text.substring(0, at) + what + text.substring(at);
  }

  private static String inHeader(String what) {
    return valid().headerSegment(segment -> insert(segment, 4, what)).signed();
  }

  private static String inPayload(String what) {
    return valid().payloadSegment(segment -> insert(segment, 4, what)).signed();
  }

  private static String oneTooMany(String segment) {
    return segment + "A".repeat((5 - segment.length() % 4) % 4);
  }

  private static String jwe(String header, String encryptedKey) {
    return TestTokens.encode(header.getBytes(UTF_8)) + "." + encryptedKey + ".AAAA.AAAA.AAAA";
  }

  /** Signs until the signature has a letter that the two alphabets write differently. */
  private static String otherAlphabet() {
    String token = valid().signed();
    while (token.indexOf('-', token.lastIndexOf('.')) < 0) {
      token = valid().signed();
    }
    int signature = token.lastIndexOf('.');
    return token.substring(0, signature) + token.substring(signature).replace('-', '+');
  }

  private static String nextLetterAtEnd(String text) {
    int last = text.length() - 1;
    return text.substring(0, last) + (char) (text.charAt(last) + 1);
  }

  /** A segment of 2 or 3 mod 4 whose last letter carries bits that encode nothing, signed so. */
  private static String withUnusedBits(boolean inHeader) {
    UnaryOperator<String> change = HostileEnvelopeTest::nextLetterAtEnd;
    for (String padding = "\"\""; ; padding = "\"x" + padding.substring(1)) {
      TestTokens tokens = valid().header("x", padding).claim("x", padding);
      String segment = tokens.signingInput().split("\\.", -1)[inHeader ? 0 : 1];
      if (segment.length() % 4 == 2) {
        return (inHeader ? tokens.headerSegment(change) : tokens.payloadSegment(change)).signed();
      }
    }
  }

  private static String withHeaderOf(int bytes) {
    String empty = new String(TestTokens.decode(header(valid().header("x", "\"\""))), UTF_8);
    return valid().header("x", '"' + "x".repeat(bytes - empty.length()) + '"').signed();
  }

  private static String header(TestTokens tokens) {
    String input = tokens.signingInput();
    return input.substring(0, input.indexOf('.'));
  }
}
