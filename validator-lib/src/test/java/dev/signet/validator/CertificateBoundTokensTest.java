package dev.signet.validator;

import static dev.signet.validator.TestTokens.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.keys.Sha256;
import dev.signet.validator.proof.TestProofs;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tokens that are bound to a client certificate: RFC 8705 §3. */
class CertificateBoundTokensTest {
  private static final byte[] CERTIFICATE = {0x30, 0x03, 0x02, 0x01, 0x05};
  private static final byte[] ANOTHER = {0x30, 0x03, 0x02, 0x01, 0x06};
  private static final String BEARER =
      "Bearer realm=\"https://api.example.com\", error=\"invalid_token\", DPoP algs=\"ES256 Ed25519"
          + " RS256\"";

  private final Bench bench = new Bench();
  private final String x5t = TestTokens.encode(Sha256.of(CERTIFICATE));
  private final String bound = valid().claim("cnf", "{\"x5t#S256\":\"" + x5t + "\"}").signed();

  private static ResourceRequest request(String scheme, String token) {
    return ResourceRequest.of(TestProofs.METHOD, TestProofs.URI)
        .authorization(List.of(scheme + ' ' + token));
  }

  @Test
  @DisplayName("C.13.4 is a bearer token with x5t#S256, SHA-256 of the DER")
  void takesTheTokenWithItsCertificate() {
    Verdict verdict = bench.validator.check(request("Bearer", bound).certificate(CERTIFICATE));

    assertThat(verdict.orThrow().confirmation().flatMap(Token.Confirmation::certificateThumbprint))
        .contains(x5t);
  }

  @Test
  @DisplayName("C.13.5 none or another: 401 invalid_token")
  void refusesItWithoutAndWithAnother() {
    Verdict without = bench.validator.check(request("Bearer", bound));
    Verdict other = bench.validator.check(request("Bearer", bound).certificate(ANOTHER));

    Bench.assertRefused(without, Reason.BINDING_REQUIRED);
    Bench.assertRefused(other, Reason.BINDING_MISMATCH);
    assertThat(List.of(without.httpStatus(), other.httpStatus())).containsOnly(401);
    assertThat(without.challenge()).contains(BEARER);
    assertThat(other.challenge()).contains(BEARER);
    Bench.assertRefused(bench.check(bound), Reason.BINDING_REQUIRED);
  }

  @Test
  void refusesItFromTheCacheToo() {
    assertThat(bench.validator.check(request("Bearer", bound).certificate(CERTIFICATE)))
        .isInstanceOf(Verdict.Accepted.class);

    Bench.assertRefused(
        bench.validator.check(request("Bearer", bound).certificate(ANOTHER)),
        Reason.BINDING_MISMATCH);
    Bench.assertRefused(bench.validator.check(request("Bearer", bound)), Reason.BINDING_REQUIRED);
  }

  @Test
  void isNoTokenForProofs() {
    String proof = TestProofs.forToken(bound).signed();

    Bench.assertRefused(
        bench.validator.check(
            request("DPoP", bound).proofs(List.of(proof)).certificate(CERTIFICATE)),
        Reason.NOT_BOUND);
  }

  @Test
  void mustBeBoundByEitherWhereTokensMust() {
    TokenValidator strict = bench.builder().senderConstraint(SenderConstraint.always()).build();

    assertThat(strict.check(request("Bearer", bound).certificate(CERTIFICATE)))
        .isInstanceOf(Verdict.Accepted.class);
    Bench.assertRefused(
        strict.check(request("Bearer", valid().signed()).certificate(CERTIFICATE)),
        Reason.NOT_BOUND);
  }

  @Test
  void aCertificateIsNoMatterToABearerToken() {
    assertThat(bench.validator.check(request("Bearer", valid().signed()).certificate(CERTIFICATE)))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void asksForBothWhereATokenIsBoundToBoth() {
    String jkt = TestProofs.thumbprint(TestKey.ES256);
    String both =
        valid().claim("cnf", "{\"jkt\":\"" + jkt + "\",\"x5t#S256\":\"" + x5t + "\"}").signed();
    ResourceRequest proven =
        request("DPoP", both).proofs(List.of(TestProofs.forToken(both).signed()));

    Bench.assertRefused(bench.validator.check(proven), Reason.BINDING_REQUIRED);
    Bench.assertRefused(
        bench.validator.check(request("Bearer", both).certificate(CERTIFICATE)),
        Reason.BINDING_REQUIRED);
    Bench.assertRefused(
        bench.validator.check(proven.certificate(ANOTHER)), Reason.BINDING_MISMATCH);
    assertThat(bench.validator.check(proven.certificate(CERTIFICATE)))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void copiesTheCertificate() {
    byte[] der = CERTIFICATE.clone();
    ResourceRequest request = request("Bearer", bound).certificate(der);
    der[4] = 6;

    assertThat(request.certificateThumbprint()).contains(x5t);
    assertThat(request("Bearer", bound).certificateThumbprint()).isEmpty();
  }
}
