package dev.signet.authority.keys.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * Reads a private key that was made elsewhere: PKCS#8, in the clear or encrypted under PBES2 with
 * AES-256, as {@code openssl genpkey} writes it. What the key is for and its public half follow
 * from it.
 */
final class ForeignKeyPem {
  private static final int LEAST_RSA_BITS = 2048;
  private static final BigInteger F4 = BigInteger.valueOf(65_537);

  private ForeignKeyPem() {}

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException if it is no such key, too weak, or does not open
   */
  public static SigningKey read(String text, Optional<String> passphrase, Instant now) {
    Map<String, byte[]> blocks = KeyPem.blocks(text);
    byte[] plain = blocks.get(KeyPem.PLAIN);
    try {
      byte[] pkcs8 = plain == null ? decrypt(blocks, passphrase) : plain;
      AsymmetricKeyParameter key = parse(pkcs8);
      SigningAlgorithm algorithm = algorithm(key);
      byte[] info =
          SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicHalf(key)).getEncoded();
      KeyFactory factory = algorithm.maker().keyFactory();
      SigningKey signing =
          new SigningKey(
              algorithm,
              factory.generatePublic(new X509EncodedKeySpec(info)),
              factory.generatePrivate(new PKCS8EncodedKeySpec(encoded(key, pkcs8))),
              now);
      signing.requireOnePair();
      return signing;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          plain == null ? "does not open with this passphrase" : "is not a private key in PKCS#8",
          e);
    }
  }

  private static byte[] decrypt(Map<String, byte[]> blocks, Optional<String> passphrase)
      throws GeneralSecurityException, IOException {
    byte[] encrypted = blocks.get(KeyPem.ENCRYPTED);
    if (encrypted == null) {
      throw new IllegalArgumentException(
          "is not a private key in PKCS#8: convert it with openssl pkcs8 -topk8");
    }
    KeySeal seal =
        passphrase
            .map(KeySeal::passphrase)
            .orElseThrow(
                () -> new IllegalArgumentException("is encrypted: give --passphrase-file"));
    return seal.open(encrypted, new byte[0]);
  }

  private static AsymmetricKeyParameter parse(byte[] pkcs8) throws IOException {
    try {
      return PrivateKeyFactory.createKey(pkcs8);
    } catch (RuntimeException e) {
      // The parser speaks of bytes that are no key in several ways.
      throw new IOException(e);
    }
  }

  /** RFC 9964 §3: of ML-DSA the seed alone is kept. */
  private static byte[] encoded(AsymmetricKeyParameter key, byte[] pkcs8) throws IOException {
    if (!(key instanceof MLDSAPrivateKeyParameters mlDsa)) {
      return pkcs8;
    }
    if (mlDsa.getSeed() == null) {
      throw new IllegalArgumentException("is an expanded ML-DSA key without its seed: not taken");
    }
    return PrivateKeyInfoFactory.createPrivateKeyInfo(
            mlDsa.withPreferredFormat(MLDSAPrivateKeyParameters.SEED_ONLY))
        .getEncoded();
  }

  private static SigningAlgorithm algorithm(AsymmetricKeyParameter key) {
    if (key instanceof Ed25519PrivateKeyParameters) {
      return SigningAlgorithm.ED25519;
    }
    if (key instanceof ECPrivateKeyParameters ec
        && ec.getParameters() instanceof ECNamedDomainParameters named
        && named.getName().equals(SECObjectIdentifiers.secp256r1)) {
      return SigningAlgorithm.ES256;
    }
    if (key instanceof RSAPrivateCrtKeyParameters rsa
        && rsa.getModulus().bitLength() >= LEAST_RSA_BITS
        && rsa.getPublicExponent().equals(F4)) {
      return SigningAlgorithm.RS256;
    }
    if (key instanceof MLDSAPrivateKeyParameters mlDsa
        && mlDsa.getParameters().equals(MLDSAParameters.ml_dsa_65)) {
      return SigningAlgorithm.ML_DSA_65;
    }
    throw new IllegalArgumentException(
        "is a key that is not taken: give P-256, Ed25519, ML-DSA-65, or RSA of at least 2048 bits"
            + " with the exponent 65537");
  }

  private static AsymmetricKeyParameter publicHalf(AsymmetricKeyParameter key) {
    if (key instanceof Ed25519PrivateKeyParameters ed25519) {
      return ed25519.generatePublicKey();
    }
    if (key instanceof RSAPrivateCrtKeyParameters rsa) {
      return new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent());
    }
    if (key instanceof MLDSAPrivateKeyParameters mlDsa) {
      return mlDsa.getPublicKeyParameters();
    }
    ECPrivateKeyParameters ec = (ECPrivateKeyParameters) key;
    return new ECPublicKeyParameters(
        new FixedPointCombMultiplier().multiply(ec.getParameters().getG(), ec.getD()),
        ec.getParameters());
  }
}
