package dev.signet.validator;

import static dev.signet.validator.Bench.row;
import static dev.signet.validator.Reason.MALFORMED;
import static dev.signet.validator.Reason.TOO_LARGE;
import static dev.signet.validator.TestTokens.valid;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile inputs, group B: JSON. */
class HostileJsonTest {
  private final Bench bench = new Bench();

  @ParameterizedTest(name = "{0}")
  @MethodSource({"duplicates", "encodings", "grammar", "sizes"})
  void refuses(String row, String token, Reason expected) {
    bench.assertRefused(token, expected);
  }

  static Stream<Arguments> duplicates() {
    String algNoneThenEs256 =
        "{\"typ\":\"at+jwt\",\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\"es-1\"}";
    return Stream.of(
        row("B01 duplicate sub", withMember("\"sub\":\"eve\""), MALFORMED),
        row("B02 duplicate by escape", withMember("\"\\u0073ub\":\"eve\""), MALFORMED),
        row("B03 duplicate in depth", claim("{\"a\":[{\"b\":1,\"b\":2}]}"), MALFORMED),
        row("B04 duplicate alg", valid().headerText(algNoneThenEs256).signed(), MALFORMED));
  }

  static Stream<Arguments> encodings() {
    String payload = payload();
    String latin = payload.replace("alice", "al\u00efce");
    String overlong = payload.replace("alice", "al\u00c0\u00afce");
    String surrogate = payload.replace("alice", "al\u00ed\u00a0\u0080ce");
    return Stream.of(
        row("B07 byte order mark", bytes(("\ufeff" + payload).getBytes(UTF_8)), MALFORMED),
        row("B08 UTF-16", bytes(payload.getBytes(UTF_16)), MALFORMED),
        row("B09 no UTF-8", bytes(latin.getBytes(ISO_8859_1)), MALFORMED),
        row("B09 overlong UTF-8", bytes(overlong.getBytes(ISO_8859_1)), MALFORMED),
        row("B09 surrogate in UTF-8", bytes(surrogate.getBytes(ISO_8859_1)), MALFORMED),
        row("B10 lone high surrogate", sub("\\ud800"), MALFORMED),
        row("B10 lone low surrogate", sub("\\udc00"), MALFORMED),
        row("B10 surrogates in the wrong order", sub("\\udc00\\ud800"), MALFORMED),
        row("B10 lone surrogate in a name", withMember("\"\\ud800\":1"), MALFORMED),
        row("B11 NUL by escape", sub("a\\u0000"), MALFORMED),
        row("B11 NUL in a name", withMember("\"a\\u0000\":1"), MALFORMED));
  }

  static Stream<Arguments> grammar() {
    return Stream.of(
        row("B06 trailing object", text(payload() + "{}"), MALFORMED),
        row("B06 trailing NUL", text(payload() + "\0"), MALFORMED),
        row("B12 comment", text(payload() + "/* */"), MALFORMED),
        row("B12 single quotes", withMember("'a':1"), MALFORMED),
        row("B12 NaN", claim("NaN"), MALFORMED),
        row("B12 leading zero", claim("01"), MALFORMED),
        row("B12 trailing comma", text(payload().replace("}", ",}")), MALFORMED),
        row("B13 array", text("[]"), MALFORMED),
        row("B13 string", text("\"a\""), MALFORMED),
        row("B13 number", text("1"), MALFORMED),
        row("B13 null", text("null"), MALFORMED),
        row("B13 blank", text(" "), MALFORMED),
        row("B13 cut short", text(payload().substring(1)), MALFORMED),
        row("B14 400 digits", claim("9".repeat(400)), MALFORMED),
        row("B14 33 digits", claim("9".repeat(33)), MALFORMED),
        row("B14 1e99", claim("1e99"), MALFORMED),
        row("B14 1e-99", claim("1e-99"), MALFORMED),
        row("B14 1e999999999", claim("1e999999999"), MALFORMED),
        row("B14 1e99999999999", claim("1e99999999999"), MALFORMED));
  }

  static Stream<Arguments> sizes() {
    String members =
        IntStream.range(0, 513).mapToObj(i -> "\"m" + i + "\":0").collect(Collectors.joining(","));
    String aMillion =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "\"" + i + "\":0")
            .collect(Collectors.joining(","));
    return Stream.of(
        row("B05 depth 17", depth(17), MALFORMED),
        row("B05 depth 254", depth(254), MALFORMED),
        row("B05 depth 300", depth(300), MALFORMED),
        row("B05 depth 2500", depth(2_500), MALFORMED),
        row("B05 depth 5000", depth(5_000), TOO_LARGE),
        row("B05 depth 100000", depth(100_000), TOO_LARGE),
        row("B15 513 members", withMember(members), MALFORMED),
        row("B15 100000 members", withMember(aMillion), TOO_LARGE),
        row("B15 name of 1 MB", withMember('"' + "n".repeat(1_000_000) + "\":0"), TOO_LARGE));
  }

  @Test
  @DisplayName("B05 survives deep nesting where the size limit lets it through")
  void refusesDeepNestingOfALargeToken() {
    TokenValidator roomy = bench.builder().maxTokenBytes(65_536).build();

    Bench.assertRefused(roomy.checkToken(depth(20_000)), MALFORMED);
  }

  @Test
  @DisplayName("B05 accepts a payload of depth 16")
  void acceptsTheDeepestNesting() {
    bench.assertAccepted(depth(16));
  }

  @Test
  @DisplayName("B15 accepts 512 members and elements")
  void acceptsTheMostMembers() {
    String elements = "0,".repeat(502) + "0";

    bench.assertAccepted(claim("[" + elements + "]"));
    bench.assertRefused(claim("[" + elements + ",0]"), MALFORMED);
  }

  @Test
  @DisplayName("B16 __proto__ and constructor are plain data")
  void keepsPeculiarNamesAsPlainData() {
    Token token =
        bench.assertAccepted(withMember("\"__proto__\":{\"admin\":true},\"constructor\":1"));

    assertThat(token.claims())
        .containsEntry("__proto__", Map.of("admin", true))
        .containsEntry("constructor", 1L);
  }

  private static String payload() {
    return new String(TestTokens.decode(valid().signingInput().split("\\.", -1)[1]), UTF_8);
  }

  private static String text(String json) {
    return bytes(json.getBytes(UTF_8));
  }

  private static String bytes(byte[] payload) {
    return valid().payloadBytes(payload).signed();
  }

  private static String withMember(String member) {
    return text(payload().replaceFirst("}$", "," + member.replace("\\", "\\\\") + "}"));
  }

  private static String claim(String json) {
    return valid().claim("x", json).signed();
  }

  private static String sub(String escaped) {
    return valid().claim("sub", '"' + escaped + '"').signed();
  }

  /** A payload of this depth, the outermost object counted. */
  private static String depth(int depth) {
    return claim("[".repeat(depth - 1) + "]".repeat(depth - 1));
  }
}
