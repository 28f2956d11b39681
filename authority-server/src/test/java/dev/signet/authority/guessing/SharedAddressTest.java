package dev.signet.authority.guessing;

import static dev.signet.authority.token.TokenClient.GRANT;
import static dev.signet.authority.token.TokenClient.encode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.authn.assertion.AssertionMaker;
import dev.signet.authority.authn.assertion.SignerKey;
import dev.signet.authority.authn.mtls.MtlsClient;
import dev.signet.authority.authn.mtls.TestCertificates;
import dev.signet.authority.authn.mtls.TestCertificates.Form;
import dev.signet.authority.directory.credential.PublicCredential;
import dev.signet.authority.directory.credential.Terms;
import dev.signet.authority.token.TokenClient;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An attacker has the address of a client: behind a proxy whose clients are not told apart. */
class SharedAddressTest {
  private static final int FAILURES = 3;
  private static final int FLOOD = 20;
  private static final String PASSWORD = "correct horse battery";
  private static final String WRONG_SECRET = "sgs_" + "x".repeat(43);
  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  @RegisterExtension
  static final RunningAuthority AUTHORITY =
      new RunningAuthority()
          .with("SIGNET_PROXIES_TRUSTED", "127.0.0.1 ::1")
          .with("SIGNET_PROXIES_CERTIFICATE_HEADER", "X-SSL-Cert")
          .with("SIGNET_PROXIES_CERTIFICATE_FORMAT", "url-pem")
          .with("SIGNET_SIGN_IN_FAILURES", Integer.toString(FAILURES))
          .with("SIGNET_SIGN_IN_ADDRESS_FAILURES", "1000");

  private static int secret(String name, String secret) {
    return TokenClient.of(AUTHORITY).basic(name, secret, GRANT).status();
  }

  private static int assertion(String name, SignerKey key) {
    AssertionMaker signed =
        AssertionMaker.of(key, name, RunningAuthority.ISSUER, AUTHORITY.clock().instant());
    return TokenClient.of(AUTHORITY)
        .post(
            GRANT
                + "&client_assertion_type="
                + encode(TYPE)
                + "&client_assertion="
                + encode(signed.signed()))
        .status();
  }

  private static int certificate(String name, TestCertificates own) throws Exception {
    return MtlsClient.plain(AUTHORITY)
        .token(name, "X-SSL-Cert", MtlsClient.encode(own.pem()))
        .statusCode();
  }

  private static void register(String name, PublicCredential credential) {
    AUTHORITY.authority().credentialAdministration().add(name, credential, new Terms("", null));
  }

  @Test
  void keepsNoApplicationWithASecretOut() {
    String right = AUTHORITY.addApplication("billing");
    assertThat(secret("billing", right)).isEqualTo(200);

    for (int i = 0; i < FLOOD; i++) {
      assertThat(secret("billing", WRONG_SECRET)).isEqualTo(401);
    }

    assertThat(secret("billing", right)).isEqualTo(200);
    assertThat(secret("billing", "a guess")).as("what can be guessed").isEqualTo(429);
  }

  @Test
  void keepsNoApplicationWithAKeyOut() {
    SignerKey right = SignerKey.es256("k1");
    AUTHORITY.addApplication("signs");
    register("signs", PublicCredential.jwks(SignerKey.set(right)));
    assertThat(assertion("signs", right)).isEqualTo(200);

    SignerKey wrong = SignerKey.es256("k1");
    for (int i = 0; i < FLOOD; i++) {
      assertThat(assertion("signs", wrong)).isEqualTo(401);
    }

    assertThat(assertion("signs", right)).isEqualTo(200);
  }

  @Test
  void keepsNoApplicationWithACertificateOut() throws Exception {
    TestCertificates right = TestCertificates.selfSigned(Form.of("CN=own"));
    AUTHORITY.addApplication("certified");
    register("certified", PublicCredential.certificate(right.pem()));
    assertThat(certificate("certified", right)).isEqualTo(200);

    TestCertificates wrong = TestCertificates.selfSigned(Form.of("CN=own"));
    for (int i = 0; i < FLOOD; i++) {
      assertThat(certificate("certified", wrong)).isEqualTo(401);
    }

    assertThat(certificate("certified", right)).isEqualTo(200);
  }

  @Test
  void hasAUserWaitWhosePasswordIsGuessedThere() {
    AUTHORITY.addUser("ada", PASSWORD, Map.of());
    assertThat(secret("ada", PASSWORD)).isEqualTo(200);

    for (int i = 0; i < FAILURES; i++) {
      assertThat(secret("ada", "guess " + i)).isEqualTo(401);
    }

    assertThat(secret("ada", PASSWORD)).isEqualTo(429);
  }

  @Test
  void hasNamesWaitThatNobodyHasOrThatNeverCameFromThere() {
    String right = AUTHORITY.addApplication("elsewhere");
    for (int i = 0; i < FAILURES; i++) {
      assertThat(secret("elsewhere", WRONG_SECRET)).isEqualTo(401);
      assertThat(secret("nobody", WRONG_SECRET)).isEqualTo(401);
    }

    assertThat(secret("elsewhere", right)).isEqualTo(429);
    assertThat(secret("nobody", WRONG_SECRET)).isEqualTo(429);
  }
}
