package dev.signet.validator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.FakeAuthority;
import dev.signet.validator.TestKey;
import dev.signet.validator.sync.RejectedUpdateException;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata by RFC 8414 and OpenID Connect Discovery, as a client must read it. */
class AuthorityMetadataTest {
  private final FakeAuthority authority = new FakeAuthority();
  private final BoundedHttp http = new BoundedHttp(BoundedHttp.Limits.usual());

  @AfterEach
  void close() {
    authority.close();
  }

  @Test
  void putsTheWellKnownPartBeforeTheIssuersPath() {
    assertThat(AuthorityMetadata.addresses("https://example.com/tenant/"))
        .containsExactly(
            URI.create("https://example.com/.well-known/oauth-authorization-server/tenant"),
            URI.create("https://example.com/tenant/.well-known/openid-configuration"));
    assertThat(AuthorityMetadata.addresses("https://example.com"))
        .containsExactly(
            URI.create("https://example.com/.well-known/oauth-authorization-server"),
            URI.create("https://example.com/.well-known/openid-configuration"));
  }

  @Test
  void findsTheKeysWithoutResponseTypes() throws IOException {
    authority.serve(FakeAuthority.OAUTH, metadata(authority.issuer(), jwksUri()));

    assertThat(fetch().jwksUri()).isEqualTo(URI.create(jwksUri()));
    assertThat(authority.requests()).containsExactly(FakeAuthority.OAUTH);
  }

  @Test
  void findsTheRevocationListOfWhoOffersOne() throws IOException {
    authority.serve(
        FakeAuthority.OAUTH, withRevocations("\"" + authority.issuer() + "/revocations\""));
    assertThat(fetch().revocationListUri())
        .hasValue(URI.create(authority.issuer() + "/revocations"));

    authority.serve(FakeAuthority.OAUTH, metadata(authority.issuer(), jwksUri()));
    assertThat(fetch().revocationListUri()).isEmpty();
  }

  @Test
  void knowsTheStreamOfRevocationsIfThereIsOne() throws IOException {
    authority.publish("", TestKey.ES256);
    assertThat(fetch().revocationStreamUri()).isEmpty();

    URI stream = URI.create(authority.issuer() + "/revocations/stream");
    authority.streamsAt(stream);
    assertThat(fetch().revocationStreamUri()).contains(stream);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.com/stream", "stream", ""})
  void takesAStreamThatCannotBeUsedForNone(String uri) throws IOException {
    authority.publish("", TestKey.ES256).streamsAt(URI.create(uri));

    assertThat(fetch().revocationStreamUri()).isEmpty();
    assertThat(fetch().revocationListUri()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "null", "\"\"", "\"http://example.com/revocations\"", "[]"})
  void refusesAnOfferThatCannotBeFetched(String json) {
    authority.serve(FakeAuthority.OAUTH, withRevocations(json));

    assertThatThrownBy(this::fetch)
        .isInstanceOf(RejectedUpdateException.class)
        .hasMessageContaining("revocation_list_uri");
  }

  @Test
  void findsTheListOfAllowancesOfWhoOffersOne() throws IOException {
    String address = authority.issuer() + "/allowances";
    authority.serve(FakeAuthority.OAUTH, with("allowance_list_uri", "\"" + address + "\""));

    assertThat(fetch().allowanceListUri()).hasValue(URI.create(address));
    assertThat(fetch().revocationListUri()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "null", "\"\"", "\"http://example.com/allowances\"", "[]"})
  void takesAListOfAllowancesThatCannotBeFetchedForNone(String json) throws IOException {
    authority.serve(FakeAuthority.OAUTH, with("allowance_list_uri", json));

    assertThat(fetch().allowanceListUri()).isEmpty();
  }

  private String withRevocations(String json) {
    return with("revocation_list_uri", json);
  }

  private String with(String member, String json) {
    String plain = metadata(authority.issuer(), jwksUri());
    return plain.substring(0, plain.lastIndexOf('}')) + ",\"" + member + "\":" + json + "}";
  }

  @Test
  void asksOpenIdDiscoverySecond() throws IOException {
    authority.serve(FakeAuthority.OPENID, metadata(authority.issuer(), jwksUri()));

    assertThat(fetch().jwksUri()).isEqualTo(URI.create(jwksUri()));
    assertThat(authority.requests()).containsExactly(FakeAuthority.OAUTH, FakeAuthority.OPENID);
  }

  @Test
  void failsWhenNeitherAnswers() {
    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(RejectedUpdateException.class)
        .hasMessageContaining("404");
  }

  @Test
  void discardsMetadataOfAnotherIssuer() {
    authority.serve(FakeAuthority.OAUTH, metadata(authority.issuer() + "/", jwksUri()));

    assertThatThrownBy(this::fetch)
        .isInstanceOf(RejectedUpdateException.class)
        .hasMessageContaining("another issuer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://keys.example.com/jwks",
        "file:///etc/passwd",
        "https:///jwks",
        "jwks",
        "",
        "http://127.0.0.1.example.com/jwks",
        "http://169.254.169.254/jwks",
        "https://u@h/jwks"
      })
  void rejectsKeyAddressesThatAreNotSecure(String jwksUri) {
    authority.serve(FakeAuthority.OAUTH, metadata(authority.issuer(), jwksUri));

    assertThatThrownBy(this::fetch).isInstanceOf(RejectedUpdateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "<html></html>", "[]"})
  void rejectsWhatIsNoMetadata(String document) {
    authority.serve(FakeAuthority.OAUTH, document);

    assertThatThrownBy(this::fetch).isInstanceOf(RejectedUpdateException.class);
  }

  @Test
  void rejectsMetadataWithoutKeyAddress() {
    authority.serve(FakeAuthority.OAUTH, "{\"issuer\":\"" + authority.issuer() + "\"}");

    assertThatThrownBy(this::fetch).hasMessageContaining("no jwks_uri");
  }

  @Test
  void letsNoRemoteAuthorityPointToLoopback() {
    assertThatThrownBy(
            () -> AuthorityMetadata.acceptable("https://auth.example.com", "jwks_uri", jwksUri()))
        .isInstanceOf(RejectedUpdateException.class)
        .hasMessageContaining("loopback");
  }

  private AuthorityMetadata fetch() throws IOException {
    return AuthorityMetadata.fetch(authority.issuer(), http);
  }

  private String jwksUri() {
    return authority.issuer() + "/jwks";
  }

  private static String metadata(String issuer, String jwksUri) {
    return FakeAuthority.metadata(issuer, jwksUri);
  }
}
