package dev.signet.authority.keys.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.junit.jupiter.api.Test;

class MlDsaKeyTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  /** The seed of the examples of RFC 9964. */
  private static final byte[] SEED = new byte[32];

  /** The name of that key in them. */
  private static final String KID = "Suiu29qbfuaBaR4Ats-c6XQBePB_OpAxAwcTR_0KXVM";

  /** A private key with OID 2.16.840.1.101.3.4.3.18 that is a seed, before its 32 bytes. */
  private static final byte[] BEFORE_THE_SEED =
      HexFormat.of().parseHex("3034020100300b06096086480165030403120422" + "8020");

  @Test
  void readsTheExampleOfTheRfcOnEveryJdk() {
    SigningKey key = read(seedForm());

    assertThat(key.algorithm()).isEqualTo(SigningAlgorithm.ML_DSA_65);
    assertThat(key.kid()).isEqualTo(KID);
    assertThat(key.publicJwk()).containsEntry("kty", "AKP").containsEntry("alg", "ML-DSA-65");
  }

  @Test
  void keepsTheSeedAloneWhateverElseCameWithIt() throws Exception {
    MLDSAPrivateKeyParameters key = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, SEED);
    byte[] both =
        PrivateKeyInfoFactory.createPrivateKeyInfo(
                key.withPreferredFormat(MLDSAPrivateKeyParameters.BOTH))
            .getEncoded();

    SigningKey read = read(both);

    assertThat(both).hasSizeGreaterThan(4_000);
    assertThat(read.kid()).isEqualTo(KID);
    assertThat(read.privateKey().getEncoded()).isEqualTo(seedForm());
  }

  @Test
  void refusesAnExpandedKeyAsItsSeedIsLost() throws Exception {
    MLDSAPrivateKeyParameters key = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, SEED);
    byte[] expanded =
        PrivateKeyInfoFactory.createPrivateKeyInfo(
                key.withPreferredFormat(MLDSAPrivateKeyParameters.EXPANDED_KEY))
            .getEncoded();

    assertThatThrownBy(() -> read(expanded))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without its seed");
  }

  @Test
  void refusesTheOtherSizes() throws Exception {
    MLDSAPrivateKeyParameters key = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, SEED);
    byte[] small = PrivateKeyInfoFactory.createPrivateKeyInfo(key).getEncoded();

    assertThatThrownBy(() -> read(small)).hasMessageContaining("not taken: give P-256");
  }

  @Test
  void comesBackFromItsTextAsTheSameKey() {
    SigningKey key = SigningKey.generate(SigningAlgorithm.ML_DSA_65, NOW);

    SigningKey back = KeyPem.read(KeyPem.write(key, KeySeal.none()), KeySeal.none());

    assertThat(back).isEqualTo(key);
    assertThat(back.privateKey().getEncoded())
        .hasSize(54)
        .isEqualTo(key.privateKey().getEncoded())
        .startsWith(BEFORE_THE_SEED);
  }

  private static byte[] seedForm() {
    byte[] form = new byte[BEFORE_THE_SEED.length + SEED.length];
    System.arraycopy(BEFORE_THE_SEED, 0, form, 0, BEFORE_THE_SEED.length);
    return form;
  }

  private static SigningKey read(byte[] pkcs8) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs8);
    String pem = "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    return ForeignKeyPem.read(pem, Optional.empty(), NOW);
  }
}
