package dev.signet.validator;

import static dev.signet.validator.TestTokens.AUDIENCE;
import static dev.signet.validator.TestTokens.ISSUER;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each refusal of a setting names the setting, what it was, and what to write instead. */
class BuilderMessagesTest {
  private static final String WANTED =
      "; give a JWK Set, one JWK or PEM, with public keys for ES256, Ed25519, RS256";

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @MethodSource("addresses")
  void saysWhatIsWrongWithAnAddress(String address, String complaint) {
    URI uri = URI.create(address);

    refused(() -> TokenValidator.forAuthority(address, AUDIENCE), "issuer " + complaint);
    refused(() -> builder().jwksUri(uri), "jwksUri " + complaint);
    refused(() -> builder().resourceMetadata(uri), "resourceMetadata " + complaint);
    refused(() -> builder().revocationListUri(uri), "revocationListUri " + complaint);
  }

  static Stream<Arguments> addresses() {
    String notSecure =
        "is not an https address: write https://host/path (http for localhost only); it is ";
    return Stream.of(
        Arguments.of("http://auth.example.com", notSecure + "http://auth.example.com"),
        Arguments.of("auth.example.com", notSecure + "auth.example.com"),
        Arguments.of("https://a#b", "has a user or a fragment: leave them out; it is https://a#b"));
  }

  @Test
  void keepsAPasswordInAnAddressOutOfTheMessage() {
    refused(
        () -> TokenValidator.forAuthority("https://me:secret@auth.example.com", AUDIENCE),
        "issuer has a user or a fragment: leave them out");
  }

  @Test
  void saysWhatIsWrongWithAnIssuer() {
    refused(
        () -> TokenValidator.forAuthority("https://a b", AUDIENCE),
        "issuer is not an address: write https://host/path; it is https://a b");
    refused(
        () -> TokenValidator.forAuthority("https://auth.example.com?a=b", AUDIENCE),
        "issuer has a query: leave it out; it is https://auth.example.com?a=b");
  }

  @Test
  void saysWhatToGiveInsteadOfNothing() {
    refused(
        () -> TokenValidator.forAuthority(" ", AUDIENCE),
        "issuer is blank: give the authority's address, such as https://auth.example.com");
    refused(
        () -> TokenValidator.forAuthority(ISSUER, ""),
        "audience is blank: give this provider's name, as it stands in aud");
    refused(
        () -> builder().alsoAudience(""),
        "alsoAudience is blank: give another name of this provider");
    refused(
        () -> builder().requiredType(""),
        "requiredType is blank: give a media type, such as at+jwt");
    refused(
        () -> builder().clientIdClaim(""),
        "clientIdClaim is blank: give the name of a claim, such as azp");
    refused(
        () -> builder().allowedAlgorithms(Set.of()),
        "allowedAlgorithms is empty: name at least one, such as ES256");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"at jwt", "at+jwt;v=1", "/jwt", "application/", "a/b/c", "\u00e4t", "\"at\""})
  void saysWhatIsNoMediaType(String type) {
    refused(
        () -> builder().requiredType(type),
        "requiredType is no media type: give one without parameters, such as at+jwt; it is "
            + type);
  }

  @ParameterizedTest
  @CsvSource({"ML-DSA-44,3227", "ML-DSA-65,4412", "ML-DSA-87,6170"})
  void saysWhichSignatureIsLongerThanAToken(String name, int signature) {
    Algorithm algorithm = Algorithm.valueOf(name.replace('-', '_'));
    TokenValidatorBuilder builder =
        builder()
            .allowedAlgorithms(Set.of(Algorithm.ES256, algorithm))
            .keys(TestKey.set(TestKey.ES256));

    contradicted(
        builder.maxTokenBytes(signature),
        "maxTokenBytes is "
            + signature
            + ", and a signature of "
            + name
            + " takes "
            + signature
            + ": give more, or leave it out of allowedAlgorithms");
    assertThatNoException().isThrownBy(builder.maxTokenBytes(signature + 1)::build);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "\u00e4", "a/b", "a\r\nb", "\u0661"})
  void saysWhatIsNoNameOfAReporter(String name) {
    String expected =
        "reportAs is no name of 1 to 64 letters, digits, '.', '_' and '-': give one such as"
            + " orders-1";

    refused(() -> builder().reportAs(name), expected);
    refused(() -> builder().reportAs("a".repeat(65)), expected);
    assertThatNoException().isThrownBy(() -> builder().reportAs("a".repeat(64)));
    assertThatNoException().isThrownBy(() -> builder().reportAs("Orders_1.eu-west"));
  }

  @Test
  void saysTheRangeOfANumber() {
    refused(
        () -> builder().clockSkew(Duration.ofMinutes(6)),
        "clockSkew is PT6M; give one from PT0S to PT5M");
    refused(
        () -> builder().longestLifetime(Duration.ZERO),
        "longestLifetime is PT0S; give one from PT1S to PT8784H");
    refused(() -> builder().maxTokenBytes(7), "maxTokenBytes is 7; give 512 to 65536");
    refused(
        () -> builder().verifiedTokenCacheBytes(-1),
        "verifiedTokenCacheBytes is -1; give 0 for no cache, or more");
    refused(
        () -> StalePolicy.acceptFor(Duration.ZERO),
        "acceptFor is PT0S; give one from PT1M to PT8784H");
    refused(
        () -> StalePolicy.refuseAfter(Duration.ZERO),
        "refuseAfter is PT0S; give one from PT1M to PT8784H");
  }

  @Test
  void saysThatASharedSecretMustGiveWayToAnAsymmetricKey() {
    String secret = "{\"kty\":\"oct\",\"alg\":\"HS256\",\"k\":\"c2VjcmV0\"}";
    String expected =
        "keys cannot be used: it holds a shared secret: sign with an asymmetric key and share its"
            + " public half"
            + WANTED;

    refused(() -> builder().keys(secret).build(), expected);
    refused(() -> builder().keys("{\"keys\":[" + secret + "]}").build(), expected);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void saysWhatKeysToGive(String text, String complaint) {
    refused(() -> builder().keys(text).build(), "keys cannot be used: " + complaint + WANTED);
  }

  static Stream<Arguments> keys() {
    String rs512 = "{\"kty\":\"RSA\",\"alg\":\"RS512\",\"n\":\"AAAA\",\"e\":\"AQAB\"}";
    return Stream.of(
        Arguments.of(
            "{\"kty\":\"EC\",\"d\":\"AAAA\"}",
            "it holds a private key: share its public half only"),
        Arguments.of(
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
            "it holds a PEM block \"PRIVATE KEY\": share \"PUBLIC KEY\" blocks only"),
        Arguments.of(
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
            "a PEM public key is not on P-256 or Ed25519, nor RSA"),
        Arguments.of(rs512, "no usable key, 1 skipped"));
  }

  @Test
  void namesOnlyTheAlgorithmsThatAreAllowed() {
    TokenValidatorBuilder builder =
        builder().allowedAlgorithms(Set.of(Algorithm.RS256)).keys(TestKey.set(TestKey.ES256));

    refused(
        builder::build,
        "keys cannot be used: no usable key, 1 skipped; give a JWK Set, one JWK or PEM, with public"
            + " keys for RS256");
  }

  @Test
  void namesTheFileAndWhatItShouldHold() throws IOException {
    Path missing = folder.resolve("missing.pem");
    Path large = Files.writeString(folder.resolve("large.json"), " ".repeat(512 * 1024 + 1));

    refused(
        () -> builder().keysFrom(missing).build(),
        "keysFrom " + missing + " cannot be read: give a file that is there and may be read");
    refused(
        () -> builder().keysFrom(large).build(),
        "keysFrom " + large + " is larger than 512 KiB: give a file of public keys alone");
  }

  @Test
  void namesTheSettingsThatContradictEachOther() {
    URI uri = URI.create("https://auth.example.com/jwks");
    StalePolicy policy = StalePolicy.acceptFor(Duration.ofHours(1));
    Transport transport =
        (address, headers, timeout) -> {
          throw new AssertionError("shared keys need no network");
        };

    contradicted(
        builder().keys("{}").keysFrom(folder).jwksUri(uri),
        "keys and keysFrom and jwksUri are given: give only one of them");
    contradicted(
        builder().keys("{}").jwksUri(uri), "keys and jwksUri are given: give only one of them");
    contradicted(
        builder().keys("{}").staleKeys(policy),
        "staleKeys is for fetched keys: leave it out, shared keys never age");
    contradicted(
        builder().keys("{}").keepStateIn(folder),
        "keepStateIn is for fetched keys: leave it out, and keep the shared ones yourself");
    contradicted(
        builder().keys("{}").transport(transport),
        "transport is for fetched keys: leave it out, shared keys need no network");
    contradicted(
        builder().keys("{}").listener(event -> {}),
        "listener is for fetched keys: leave it out, nothing happens to shared ones");
    contradicted(
        builder().revocationListUri(uri),
        "revocationListUri is for jwksUri or shared keys: leave it out, the metadata names the"
            + " list");
    for (TokenValidatorBuilder unasked :
        List.of(builder().keys("{}"), builder().keysFrom(folder), builder().jwksUri(uri))) {
      contradicted(
          unasked.staleRevocations(policy),
          "staleRevocations is for fetched revocations: give revocationListUri, or leave it out");
    }
    contradicted(
        builder().jwksUri(uri).reportAs("orders-1"),
        "reportAs is for fetched revocations: give revocationListUri, or leave it out");
    contradicted(
        builder().keys("{}").revocationListUri(uri).staleKeys(policy),
        "staleKeys is for fetched keys: leave it out, shared keys never age");
  }

  @Test
  void takesWhatIsFetchedForSharedKeysWithRevocations() {
    URI uri = URI.create("http://localhost:1/revocations");
    TokenValidatorBuilder shared =
        builder()
            .keys(TestKey.set(TestKey.ES256))
            .revocationListUri(uri)
            .staleRevocations(StalePolicy.refuseAfter(Duration.ofHours(1)))
            .keepStateIn(folder)
            .transport((address, headers, timeout) -> TransportTest.response(404, ""))
            .listener(event -> {});

    assertThatNoException().isThrownBy(() -> shared.build().close());
  }

  @Test
  @NullUnmarked
  void namesTheArgumentThatIsNull() {
    missing(() -> TokenValidator.forAuthority(null, AUDIENCE), "issuer");
    missing(() -> TokenValidator.forAuthority(ISSUER, null), "audience");
    missing(() -> builder().alsoAudience(null), "alsoAudience");
    missing(() -> builder().resourceMetadata(null), "resourceMetadata");
    missing(() -> builder().keys(null), "jwkSetOrPemText");
    missing(() -> builder().keysFrom(null), "file");
    missing(() -> builder().jwksUri(null), "jwksUri");
    missing(() -> builder().allowedAlgorithms(null), "allowedAlgorithms");
    missing(() -> builder().clockSkew(null), "clockSkew");
    missing(() -> builder().longestLifetime(null), "longestLifetime");
    missing(() -> builder().requiredType(null), "requiredType");
    missing(() -> builder().clientIdClaim(null), "clientIdClaim");
    missing(() -> builder().cryptoProvider(null), "provider");
    missing(() -> builder().clock(null), "clock");
    missing(() -> builder().staleKeys(null), "policy");
    missing(() -> builder().staleRevocations(null), "policy");
    missing(() -> builder().revocationListUri(null), "revocationListUri");
    missing(() -> builder().reportAs(null), "name");
    missing(() -> builder().keepStateIn(null), "directory");
    missing(() -> builder().transport(null), "transport");
    missing(() -> builder().listener(null), "listener");
  }

  private static TokenValidatorBuilder builder() {
    return TokenValidator.forAuthority(ISSUER, AUDIENCE);
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }

  private static void contradicted(TokenValidatorBuilder builder, String message) {
    assertThatIllegalStateException().isThrownBy(builder::build).withMessage(message);
  }

  private static void missing(ThrowingCallable call, String name) {
    assertThatNullPointerException().isThrownBy(call).withMessage(name);
  }
}
