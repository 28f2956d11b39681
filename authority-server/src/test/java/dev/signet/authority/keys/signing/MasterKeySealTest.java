package dev.signet.authority.keys.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeySealTest {
  private static final String OLD = base64(32, 1);
  private static final String NEW = base64(32, 2);
  private static final SigningKey KEY = newKey();

  @Test
  void opensWhatItWrapped() {
    KeySeal seal = KeySeal.masterKeys(OLD);

    String text = KeyPem.write(KEY, seal);

    assertThat(text).contains("BEGIN SIGNET WRAPPED PRIVATE KEY").doesNotContain("BEGIN PRIVATE");
    assertThat(KeyPem.read(text, seal)).isEqualTo(KEY);
  }

  @Test
  void wrapsTheSameKeyInAnotherTextEachTime() {
    KeySeal seal = KeySeal.masterKeys(OLD);

    assertThat(KeyPem.write(KEY, seal)).isNotEqualTo(KeyPem.write(KEY, seal));
  }

  @Test
  void opensWithAnyLineAndWrapsWithTheFirst() {
    KeySeal both = KeySeal.masterKeys(NEW + "\n\n" + OLD + "\n");

    assertThat(KeyPem.read(KeyPem.write(KEY, KeySeal.masterKeys(OLD)), both)).isEqualTo(KEY);
    assertThat(KeyPem.read(KeyPem.write(KEY, both), KeySeal.masterKeys(NEW))).isEqualTo(KEY);
  }

  @Test
  void namesTheFixForAnotherMasterKey() {
    String text = KeyPem.write(KEY, KeySeal.masterKeys(OLD));

    assertThatThrownBy(() -> KeyPem.read(text, KeySeal.masterKeys(NEW)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("is wrapped by another master key: add its line to keys.masterKeyFile");
    assertThatThrownBy(() -> KeyPem.read(text, KeySeal.none()))
        .hasMessage("is wrapped by a master key: set keys.masterKeyFile or SIGNET_KEYS_MASTER_KEY");
    assertThatThrownBy(() -> KeyPem.read(text, KeySeal.passphrase("open sesame")))
        .hasMessageContaining("is wrapped by a master key");
  }

  @Test
  void refusesAPrivateHalfInThePlaceOfAnother() throws Exception {
    KeySeal seal = KeySeal.masterKeys(OLD);
    byte[] sealed = seal.seal(KEY.privateKey().getEncoded(), newKey().publicKey().getEncoded());

    assertThatThrownBy(() -> seal.open(sealed, KEY.publicKey().getEncoded()))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 19, 20, 40, 60})
  void refusesOneThatIsCutOrChanged(int at) throws Exception {
    KeySeal seal = KeySeal.masterKeys(OLD);
    byte[] publicKey = KEY.publicKey().getEncoded();
    byte[] sealed = seal.seal(KEY.privateKey().getEncoded(), publicKey);

    assertThatThrownBy(() -> seal.open(Arrays.copyOf(sealed, at), publicKey))
        .isInstanceOfAny(GeneralSecurityException.class, IllegalArgumentException.class);
    sealed[at] ^= 1;
    assertThatThrownBy(() -> seal.open(sealed, publicKey))
        .isInstanceOfAny(GeneralSecurityException.class, IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "short", "AAAA", "not base64 at all, and a secret"})
  void refusesAMasterKeyThatIsNoneAndDoesNotTellIt(String text) {
    assertThatThrownBy(() -> KeySeal.masterKeys(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("is not 32 bytes in base64 a line: openssl rand -base64 32");
  }

  @Test
  void refusesALineThatIsTooLong() {
    assertThatThrownBy(() -> KeySeal.masterKeys(OLD + "\n" + base64(33, 1)))
        .hasMessageStartingWith("is not 32 bytes");
  }

  @Test
  void showsNoSecret() {
    assertThat(KeySeal.masterKeys(OLD)).hasToString("MasterKeySeal");
    assertThat(KeySeal.passphrase("open sesame")).hasToString("PassphraseSeal");
  }

  private static SigningKey newKey() {
    return SigningKey.generate(SigningAlgorithm.ED25519, Instant.parse("2026-11-22T10:00:00Z"));
  }

  private static String base64(int length, int fill) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) fill);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
