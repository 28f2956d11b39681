package dev.signet.authority.keys.signing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.jcajce.interfaces.MLDSAPrivateKey;

/**
 * Private keys of ML-DSA as their seed of 32 bytes (RFC 9881 §6), the one form that JOSE knows (RFC
 * 9964 §3) and that Corretto and Bouncy Castle both read.
 */
final class MlDsaKeys {
  private MlDsaKeys() {}

  static KeyPair generate(Provider bouncyCastle) throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("ML-DSA-65", bouncyCastle).generateKeyPair();
    return new KeyPair(pair.getPublic(), ((MLDSAPrivateKey) pair.getPrivate()).getPrivateKey(true));
  }

  /**
   * The seed of a key in PKCS#8.
   *
   * @throws IllegalArgumentException if only the expanded key is known
   */
  static byte[] seedOf(MLDSAPrivateKeyParameters key) throws IOException {
    if (key.getSeed() == null) {
      throw new IllegalArgumentException("is an expanded ML-DSA key without its seed: not taken");
    }
    return PrivateKeyInfoFactory.createPrivateKeyInfo(
            key.withPreferredFormat(MLDSAPrivateKeyParameters.SEED_ONLY))
        .getEncoded();
  }
}
