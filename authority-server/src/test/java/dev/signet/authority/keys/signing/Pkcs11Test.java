package dev.signet.authority.keys.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys in a token, as SoftHSM has it. */
class Pkcs11Test {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final byte[] INPUT = "input".getBytes(US_ASCII);

  @TempDir private Path folder;
  private SoftHsm hsm;
  private SigningEngines engines;

  @BeforeEach
  void makeAToken() throws Exception {
    hsm = SoftHsm.in(folder);
    engines = engines(hsm.settings());
  }

  @ParameterizedTest
  @EnumSource(
      value = SigningAlgorithm.class,
      names = {"ES256", "RS256"})
  void signsWithAKeyThatNeverLeavesTheToken(SigningAlgorithm algorithm) throws Exception {
    SigningKey key = engines.generate(algorithm, NOW);

    byte[] signature = engines.signer(key).sign(INPUT);

    SigningEngine jdk = SigningProvider.JDK.engine(algorithm).orElseThrow();
    assertThat(jdk.verifies(key.publicKey(), INPUT, signature)).isTrue();
    assertThat(engines.signer(key).provider()).contains("pkcs11");
    assertThat(hsm.kids()).containsExactly(key.kid());
    assertThatThrownBy(key::privateKey).hasMessageContaining("never leaves its token");
  }

  @Test
  void keepsTheirPublicHalvesAsText() {
    SigningKey key = engines.generate(SigningAlgorithm.ES256, NOW);

    String text = KeyPem.write(key, KeySeal.passphrase("open sesame"));
    SigningKey back = KeyPem.read(text, KeySeal.passphrase("open sesame"));

    assertThat(text).contains("# kept-in: pkcs11", "BEGIN PUBLIC KEY").doesNotContain("PRIVATE");
    assertThat(back).isEqualTo(key);
    assertThat(back.createdAt()).isEqualTo(NOW);
    engines.signer(back).prove();
  }

  @Test
  void findsTheKeysThatAnotherProcessMade() {
    SigningEngines early = engines(hsm.settings());
    early.signer(early.generate(SigningAlgorithm.ES256, NOW)).prove();
    SigningKey late = engines.generate(SigningAlgorithm.ES256, NOW);

    early.signer(late).prove();
    engines(hsm.settings()).signer(late).prove();

    assertThat(early.signer(late).fault()).isEmpty();
  }

  @Test
  void logsInAgainWhenItsSessionIsLost() throws Exception {
    KeySigner signer = engines.signer(engines.generate(SigningAlgorithm.ES256, NOW));
    signer.prove();

    hsm.loseSessions();

    assertThat(signer.sign(INPUT)).hasSize(64);
    assertThat(signer.fault()).isEmpty();
  }

  @Test
  void destroysAKeyAndNoOther() throws Exception {
    SigningKey gone = engines.generate(SigningAlgorithm.ES256, NOW);
    SigningKey kept = engines.generate(SigningAlgorithm.RS256, NOW);

    engines.destroy(gone.kid());

    assertThat(hsm.kids()).containsExactly(kept.kid());
    assertThatThrownBy(() -> engines.signer(gone).sign(INPUT))
        .isInstanceOf(SigningFaultException.class)
        .hasMessageContaining("the PKCS#11 token has no key " + gone.kid());
    assertThat(engines.signer(kept).sign(INPUT)).as("one key is gone, not the token").hasSize(384);
  }

  @Test
  void saysThatTheTokenIsSick() throws Exception {
    KeySigner signer = engines.signer(engines.generate(SigningAlgorithm.ES256, NOW));
    signer.prove();

    hsm.fallSick();

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> signer.sign(INPUT))
          .isInstanceOf(SigningFaultException.class)
          .hasMessageContaining("the PKCS#11 token does not work");
      assertThat(signer.fault()).isPresent();
    }
  }

  @Test
  void neverTriesARefusedPinAgain() {
    SigningEngines wrong = engines(new Pkcs11Settings(hsm.library(), null, "9999"));

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> wrong.generate(SigningAlgorithm.ES256, NOW))
          .isInstanceOf(SigningFaultException.class)
          .hasMessageContaining("refuses the PIN: check keys.pkcs11.pinFile and restart");
      wrong.token().revive();
    }
    engines.generate(SigningAlgorithm.ES256, NOW);
    assertThatThrownBy(() -> wrong.generate(SigningAlgorithm.ES256, NOW))
        .as("logged in by another, so an attempt would now succeed")
        .hasMessageContaining("refuses the PIN");
  }

  @Test
  void takesNoKeyFromOutside() {
    String text = KeyPem.write(SigningKey.generate(SigningAlgorithm.ES256, NOW), KeySeal.none());

    assertThatThrownBy(() -> engines.read(text, Optional.empty(), NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("private keys are made in its token");
  }

  @Test
  void signsNothingOfATokenThatIsNotConfigured() {
    SigningKey key = engines.generate(SigningAlgorithm.ES256, NOW);
    KeySigner without = new SigningEngines(SigningSettings.DEFAULT, bad -> {}).signer(key);

    assertThatThrownBy(without::prove)
        .isInstanceOf(SigningFaultException.class)
        .hasMessageContaining("set keys.pkcs11.library");
    assertThat(without.fault()).isPresent();
  }

  @Test
  void showsNoPin() {
    assertThat(new SigningSettings(null, true, hsm.settings()).toString())
        .contains("libsofthsm2.so")
        .doesNotContain(SoftHsm.PIN);
  }

  private static SigningEngines engines(Pkcs11Settings token) {
    return new SigningEngines(new SigningSettings(null, true, token), bad -> {});
  }
}
