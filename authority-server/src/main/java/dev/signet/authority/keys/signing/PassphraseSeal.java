package dev.signet.authority.keys.signing;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/** PBES2 (RFC 8018 §6.2) with PBKDF2-HMAC-SHA-256 and AES-256. */
record PassphraseSeal(String passphrase) implements KeySeal {
  private static final String PBES2 = "PBEWithHmacSHA256AndAES_256";
  private static final int SALT_BYTES = 16;

  /** OWASP's figure for PBKDF2 with HMAC-SHA-256. */
  private static final int ITERATIONS = 600_000;

  @Override
  public String label() {
    return KeyPem.ENCRYPTED;
  }

  @Override
  public byte[] seal(byte[] pkcs8, byte[] publicKey) throws GeneralSecurityException, IOException {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    Cipher cipher = Cipher.getInstance(PBES2);
    cipher.init(Cipher.ENCRYPT_MODE, secretKey(), new PBEParameterSpec(salt, ITERATIONS));
    // JDK 17 names these parameters by their cipher, a name that has no object identifier there.
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
    parameters.init(cipher.getParameters().getEncoded());
    return new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(pkcs8)).getEncoded();
  }

  @Override
  public byte[] open(byte[] sealed, byte[] publicKey) throws GeneralSecurityException, IOException {
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(sealed);
    Cipher cipher = Cipher.getInstance(PBES2);
    cipher.init(Cipher.DECRYPT_MODE, secretKey(), info.getAlgParameters());
    return cipher.doFinal(info.getEncryptedData());
  }

  @Override
  public String doesNotOpen() {
    return "does not open with this passphrase: check keys.passphraseFile";
  }

  private SecretKey secretKey() throws GeneralSecurityException {
    return SecretKeyFactory.getInstance(PBES2)
        .generateSecret(new PBEKeySpec(passphrase.toCharArray()));
  }

  @Override
  public String toString() {
    return "PassphraseSeal";
  }
}
