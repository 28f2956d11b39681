package dev.signet.validator;

import static dev.signet.validator.Vectors.object;
import static dev.signet.validator.Vectors.objects;
import static dev.signet.validator.Vectors.read;
import static dev.signet.validator.Vectors.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Published examples that are no access tokens of ours: each is refused, for the right reason. */
class PublishedTokensTest {
  private final Bench bench = new Bench();

  @ParameterizedTest(name = "{0}")
  @MethodSource({"rfc7515", "rfc7520", "rfc7797"})
  void refuses(String origin, String token, Reason expected) {
    bench.assertRefused(token, expected);
  }

  static Stream<Arguments> rfc7515() {
    Map<String, Reason> expected =
        Map.of(
            "A.1", Reason.ALG_NOT_ALLOWED,
            "A.2", Reason.WRONG_TYPE,
            "A.3", Reason.WRONG_TYPE,
            "A.4", Reason.ALG_NOT_ALLOWED,
            "A.5", Reason.ALG_NOT_ALLOWED,
            "E", Reason.CRIT_UNSUPPORTED,
            "A.6", Reason.MALFORMED,
            "A.7", Reason.MALFORMED);
    return objects(read("rfc7515-appendix.json"), "vectors").stream()
        .map(
            vector -> {
              String section = text(vector, "section");
              return Arguments.of("RFC 7515 " + section, presented(vector), expected.get(section));
            });
  }

  static Stream<Arguments> rfc7520() {
    Map<String, Reason> expected =
        Map.of(
            "4.1", Reason.WRONG_TYPE,
            "4.2", Reason.ALG_NOT_ALLOWED,
            "4.3", Reason.ALG_NOT_ALLOWED,
            "4.4", Reason.ALG_NOT_ALLOWED);
    return objects(read("rfc7520-jws.json"), "vectors").stream()
        .map(
            vector -> {
              String section = text(vector, "section");
              return Arguments.of(
                  "RFC 7520 " + section,
                  presented(object(vector, "output")),
                  expected.getOrDefault(section, Reason.MALFORMED));
            });
  }

  static Stream<Arguments> rfc7797() {
    return objects(read("rfc7797-b64-false.json"), "vectors").stream()
        .map(
            vector ->
                Arguments.of(
                    "RFC 7797 " + vector.get("path"),
                    presented(object(vector, "output")),
                    Reason.MALFORMED));
  }

  /** The compact form if there is one, else the JSON form. */
  private static String presented(Map<String, Object> vector) {
    Object compact = vector.get("compact");
    String text = compact instanceof String s ? s : Json.write(object(vector, "json"));
    assertThat(text).isNotEmpty();
    return text;
  }
}
