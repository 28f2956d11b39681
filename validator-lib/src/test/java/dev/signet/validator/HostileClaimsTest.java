package dev.signet.validator;

import static dev.signet.validator.Reason.BINDING_REQUIRED;
import static dev.signet.validator.Reason.CLAIM_MISSING;
import static dev.signet.validator.Reason.EXPIRED;
import static dev.signet.validator.Reason.MALFORMED;
import static dev.signet.validator.Reason.TOO_LARGE;
import static dev.signet.validator.Reason.WRONG_AUDIENCE;
import static dev.signet.validator.Reason.WRONG_ISSUER;
import static dev.signet.validator.TestTokens.AUDIENCE;
import static dev.signet.validator.TestTokens.ISSUER;
import static dev.signet.validator.TestTokens.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile inputs, group F: claims; what the clock decides is in {@link HostileTimesTest}. */
class HostileClaimsTest {
  private static final String MISSING = "missing";

  private final Bench bench = new Bench();

  @ParameterizedTest(name = "{0} {1} = {2}")
  @MethodSource({"times", "addresses", "names", "others"})
  void refusesAndNamesTheClaim(String row, String claim, String json, Reason expected) {
    TestTokens tokens = json.equals(MISSING) ? valid().without(claim) : valid().claim(claim, json);

    Bench.assertRefused(bench.check(tokens.signed()), expected, claim);
  }

  static Stream<Arguments> times() {
    return Stream.of(
        row("F01", "exp", MISSING, CLAIM_MISSING),
        row("F02", "exp", "null", CLAIM_MISSING),
        row("F03", "exp", "\"1900000000\"", MALFORMED),
        row("F03", "exp", "true", MALFORMED),
        row("F03", "exp", "{}", MALFORMED),
        row("F03", "exp", "[1900000000]", MALFORMED),
        row("F03", "exp", "-1", EXPIRED),
        row("F05", "exp", "9223372036854775807", MALFORMED),
        row("F05", "exp", "9223372036854775808", MALFORMED),
        row("F05", "exp", "9223372036854776", MALFORMED),
        row("F05", "exp", "253402300800", MALFORMED),
        row("F09", "iat", MISSING, CLAIM_MISSING),
        row("F09", "iat", "null", CLAIM_MISSING),
        row("F09", "iat", "-1", MALFORMED),
        row("F09", "iat", "\"1\"", MALFORMED),
        row("F08", "nbf", "\"1\"", MALFORMED),
        row("F08", "nbf", "-1", MALFORMED));
  }

  static Stream<Arguments> addresses() {
    return Stream.of(
        row("F10", "iss", MISSING, WRONG_ISSUER),
        row("F10", "iss", "null", WRONG_ISSUER),
        row("F10", "iss", quoted("https://AUTH.example.com"), WRONG_ISSUER),
        row("F10", "iss", quoted(ISSUER + "/"), WRONG_ISSUER),
        row("F10", "iss", quoted(ISSUER + ".evil.example"), WRONG_ISSUER),
        row("F10", "iss", quoted("https://auth.example"), WRONG_ISSUER),
        row("F10", "iss", "[" + quoted(ISSUER) + "]", WRONG_ISSUER),
        row("F11", "aud", MISSING, WRONG_AUDIENCE),
        row("F11", "aud", "null", WRONG_AUDIENCE),
        row("F11", "aud", "[]", WRONG_AUDIENCE),
        row("F11", "aud", quoted(""), WRONG_AUDIENCE),
        row("F11", "aud", quoted("https://API.example.com"), WRONG_AUDIENCE),
        row("F11", "aud", quoted(AUDIENCE + "/v1"), WRONG_AUDIENCE),
        row("F11", "aud", quoted(AUDIENCE.substring(1)), WRONG_AUDIENCE),
        row("F18", "aud", quoted("https://sibling.example.com"), WRONG_AUDIENCE),
        row("F11", "aud", "{}", MALFORMED),
        row("F11", "aud", "7", MALFORMED),
        row("F11", "aud", "[7]", MALFORMED),
        row("F12", "aud", "[null," + quoted(AUDIENCE) + "]", MALFORMED),
        row("F12", "aud", "[" + quoted(AUDIENCE) + ",null]", MALFORMED));
  }

  static Stream<Arguments> names() {
    String longId = quoted("j".repeat(129));
    Stream<Arguments> each =
        Stream.of("sub", "jti", "client_id")
            .flatMap(
                claim ->
                    Stream.of(
                        row("F14", claim, MISSING, CLAIM_MISSING),
                        row("F14", claim, "null", CLAIM_MISSING),
                        row("F14", claim, quoted(""), CLAIM_MISSING),
                        row("F14", claim, "5", MALFORMED),
                        row("F14", claim, "[\"a\"]", MALFORMED)));
    return Stream.concat(each, Stream.of(row("F15", "jti", longId, MALFORMED)));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        row("F16", "scope", "7", MALFORMED),
        row("F16", "scope", "{}", MALFORMED),
        row("F16", "scope", quoted("a  b"), MALFORMED),
        row("F16", "scope", quoted(" a"), MALFORMED),
        row("F16", "scope", quoted("a\\\"b"), MALFORMED),
        row("F16", "scope", quoted("a\\tb"), MALFORMED),
        row("F16", "scope", "[\"a b\"]", MALFORMED),
        row("F16", "scope", "[\"\"]", MALFORMED),
        row("F16", "scope", "[null]", MALFORMED),
        row("F17", "cnf", "null", MALFORMED),
        row("C.4.6", "act", quoted("shop"), MALFORMED),
        row("C.4.6", "act", "[{\"sub\":\"shop\"}]", MALFORMED),
        row("C.4.6", "act", "{\"sub\":\"shop\",\"act\":\"front\"}", MALFORMED),
        row("C.4.6", "act", "{\"act\":{\"act\":1}}", MALFORMED),
        row("holder", "holder_type", quoted("robot"), MALFORMED),
        row("holder", "holder_type", quoted(""), MALFORMED),
        row("holder", "holder_type", "1", MALFORMED));
  }

  @ParameterizedTest(name = "F17 cnf {0} needs a proof")
  @ValueSource(strings = {"{\"jkt\":\"x\"}", "{}", "\"x\"", "false"})
  void refusesABoundTokenAsBearer(String cnf) {
    bench.assertRefused(valid().claim("cnf", cnf).signed(), BINDING_REQUIRED);
  }

  @Test
  @DisplayName("F13 refuses 10000 audiences by size")
  void refusesTooManyAudiences() {
    String many = "\"a\",".repeat(10_000);

    bench.assertRefused(valid().claim("aud", "[" + many + "\"a\"]").signed(), TOO_LARGE);
  }

  @Test
  @DisplayName("F15 accepts a jti of 128 characters")
  void acceptsTheLongestId() {
    bench.assertAccepted(valid().claim("jti", quoted("j".repeat(128))).signed());
  }

  @Test
  @DisplayName("F19 judges two tokens of one jti each on its own")
  void judgesEachTokenOnItsOwn() {
    assertThat(bench.assertAccepted(valid().signed()).holder().subject()).isEqualTo("alice");

    Token other = bench.assertAccepted(valid().claim("sub", quoted("bob")).signed());

    assertThat(other.holder().subject()).isEqualTo("bob");
  }

  @Test
  @DisplayName("F16 reads scopes from a string and from an array alike")
  void readsScopesFromStringAndArray() {
    assertThat(scopes(quoted("admin admin2"))).containsExactly("admin", "admin2");
    assertThat(scopes("[\"admin\",\"admin2\"]")).containsExactly("admin", "admin2");
    assertThat(scopes(quoted(""))).isEmpty();
    assertThat(scopes("null")).isEmpty();
    assertThat(bench.assertAccepted(valid().without("scope").signed()).scopes()).isEmpty();
  }

  @Test
  void findsItselfAmongSeveralAudiences() {
    String several = "[\"https://other.example.com\"," + quoted(AUDIENCE) + "]";

    Token token = bench.assertAccepted(valid().claim("aud", several).signed());

    assertThat(token.audience()).containsExactly("https://other.example.com", AUDIENCE);
  }

  @Test
  void tellsPeopleFromPrograms() {
    assertThat(type(valid())).isEqualTo(Holder.Type.USER);
    assertThat(type(valid().claim("sub", quoted("shop")))).isEqualTo(Holder.Type.APPLICATION);
    assertThat(type(valid().claim("holder_type", quoted("application"))))
        .isEqualTo(Holder.Type.APPLICATION);
    assertThat(type(valid().claim("sub", quoted("shop")).claim("holder_type", quoted("user"))))
        .isEqualTo(Holder.Type.USER);
  }

  @Test
  void keepsTheDetailsOfTheHolderApartFromTheClaimsOfTheToken() {
    Token token =
        bench.assertAccepted(
            valid()
                .claim("name", quoted("Alice"))
                .claim("email_verified", "true")
                .claim("roles", "[\"clerk\"]")
                .claim("nothing", "null")
                .claim("mixed", "[null,1,{\"a\":null}]")
                .signed());

    assertThat(token.holder().details())
        .isEqualTo(
            Map.of(
                "name",
                "Alice",
                "email_verified",
                true,
                "roles",
                List.of("clerk"),
                "mixed",
                List.of(1L, Map.of())));
    assertThat(token.claims()).containsKeys("iss", "name").doesNotContainKey("nothing");
  }

  private Holder.Type type(TestTokens tokens) {
    return bench.assertAccepted(tokens.signed()).holder().type();
  }

  private Iterable<String> scopes(String json) {
    return bench.assertAccepted(valid().claim("scope", json).signed()).scopes();
  }

  private static Arguments row(String id, String claim, String json, Reason expected) {
    return Arguments.of(id, claim, json, expected);
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
