package dev.signet.authority.keys.signing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyPemTest {
  private static final String BEGIN = "-----BEGIN ENCRYPTED PRIVATE KEY-----\n";
  private static final String END = "\n-----END ENCRYPTED PRIVATE KEY-----";

  @Test
  void saysThatThePassphraseIsWrongAlsoWhenItLeavesGoodPadding() throws Exception {
    SigningKey key =
        SigningKey.generate(SigningAlgorithm.ES256, Instant.parse("2026-11-22T10:00:00Z"));
    String text = KeyPem.write(key, KeySeal.passphrase("open sesame"));
    byte[] sealed = noKey("open barley");
    String swapped =
        text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(sealed)
            + text.substring(text.indexOf(END));

    assertThatThrownBy(() -> KeyPem.read(swapped, KeySeal.passphrase("open barley")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("does not open with this passphrase: check keys.passphraseFile");
  }

  @Test
  void saysThatOfAKeyMadeElsewhereToo() throws Exception {
    byte[] sealed = noKey("open barley");
    String text = BEGIN + Base64.getMimeEncoder().encodeToString(sealed) + END;

    assertThatThrownBy(() -> ForeignKeyPem.read(text, Optional.of("open barley"), Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("does not open with this passphrase");
  }

  private static byte[] noKey(String passphrase) throws Exception {
    return KeySeal.passphrase(passphrase).seal(new byte[] {0x2f, 0x42, 0x17}, new byte[0]);
  }
}
