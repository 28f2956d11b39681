package dev.signet.authority.keys.signing;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * The text of a key file: two comment lines, the private key as PKCS#8 and the public key.
 *
 * <p>With a passphrase the private key is encrypted by PBES2 (RFC 8018 §6.2) with PBKDF2 and
 * AES-256; {@code openssl pkey} reads both forms.
 */
public final class KeyPem {
  private static final String PBES2 = "PBEWithHmacSHA256AndAES_256";
  private static final int SALT_BYTES = 16;

  /** OWASP's figure for PBKDF2 with HMAC-SHA-256. */
  private static final int ITERATIONS = 600_000;

  static final String PLAIN = "PRIVATE KEY";
  static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";
  private static final Pattern ALGORITHM = Pattern.compile("(?m)^# algorithm: (\\S+)$");
  private static final Pattern CREATED = Pattern.compile("(?m)^# created: (\\S+)$");

  private KeyPem() {}

  /** Writes a key file; the private key is encrypted if there is a passphrase. */
  public static String write(SigningKey key, Optional<String> passphrase) {
    StringWriter text = new StringWriter();
    text.write("# algorithm: " + key.algorithm().joseName() + "\n");
    text.write("# created: " + key.createdAt() + "\n");
    byte[] pkcs8 = key.privateKey().getEncoded();
    try (PemWriter pem = new PemWriter(text)) {
      if (passphrase.isPresent()) {
        pem.writeObject(new PemObject(ENCRYPTED, encrypt(pkcs8, passphrase.get())));
      } else {
        pem.writeObject(new PemObject(PLAIN, pkcs8));
      }
      pem.writeObject(new PemObject(PUBLIC, key.publicKey().getEncoded()));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the key " + key.kid() + " cannot be written", e);
    }
    return text.toString();
  }

  /** Writes the public half alone. */
  public static String writePublic(SigningKey key) {
    StringWriter text = new StringWriter();
    text.write("# kid: " + key.kid() + ", algorithm: " + key.algorithm().joseName() + "\n");
    try (PemWriter pem = new PemWriter(text)) {
      pem.writeObject(new PemObject(PUBLIC, key.publicKey().getEncoded()));
    } catch (IOException e) {
      throw new IllegalStateException("text in memory can always be written", e);
    }
    return text.toString();
  }

  /**
   * Reads a key file.
   *
   * @throws IllegalArgumentException if it is not whole, the passphrase is wrong or missing, or its
   *     halves do not belong together
   */
  public static SigningKey read(String text, Optional<String> passphrase) {
    String name = comment(ALGORITHM, text);
    SigningAlgorithm algorithm =
        SigningAlgorithm.find(name)
            .orElseThrow(() -> new IllegalArgumentException("names an unknown algorithm: " + name));
    Map<String, byte[]> blocks = blocks(text);
    try {
      KeyFactory factory = KeyFactory.getInstance(algorithm.keyType());
      PrivateKey privateKey = privateKey(factory, blocks, passphrase);
      PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(require(blocks, PUBLIC)));
      SigningKey key =
          new SigningKey(
              algorithm, new KeyPair(publicKey, privateKey), Instant.parse(comment(CREATED, text)));
      key.requireOnePair();
      return key;
    } catch (GeneralSecurityException | DateTimeParseException e) {
      throw new IllegalArgumentException("is damaged: " + e.getMessage(), e);
    }
  }

  private static PrivateKey privateKey(
      KeyFactory factory, Map<String, byte[]> blocks, Optional<String> passphrase)
      throws GeneralSecurityException {
    byte[] encrypted = blocks.get(ENCRYPTED);
    if (encrypted == null) {
      byte[] plain = require(blocks, PLAIN);
      if (passphrase.isPresent()) {
        throw new IllegalArgumentException(
            "is not encrypted, although a passphrase is set: move it elsewhere, and a new key is made");
      }
      return factory.generatePrivate(new PKCS8EncodedKeySpec(plain));
    }
    String secret =
        passphrase.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "is encrypted: set keys.passphraseFile or SIGNET_KEYS_PASSPHRASE"));
    try {
      // PBES2 proves nothing: one wrong passphrase in 256 leaves good padding and no key.
      return factory.generatePrivate(new PKCS8EncodedKeySpec(decrypt(encrypted, secret)));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "does not open with this passphrase: check keys.passphraseFile", e);
    }
  }

  static byte[] encrypt(byte[] plain, String passphrase)
      throws GeneralSecurityException, IOException {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    Cipher cipher = Cipher.getInstance(PBES2);
    cipher.init(Cipher.ENCRYPT_MODE, secretKey(passphrase), new PBEParameterSpec(salt, ITERATIONS));
    // JDK 17 names these parameters by their cipher, a name that has no object identifier there.
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
    parameters.init(cipher.getParameters().getEncoded());
    return new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(plain)).getEncoded();
  }

  static byte[] decrypt(byte[] encrypted, String passphrase)
      throws GeneralSecurityException, IOException {
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
    Cipher cipher = Cipher.getInstance(PBES2);
    cipher.init(Cipher.DECRYPT_MODE, secretKey(passphrase), info.getAlgParameters());
    return cipher.doFinal(info.getEncryptedData());
  }

  private static SecretKey secretKey(String passphrase) throws GeneralSecurityException {
    return SecretKeyFactory.getInstance(PBES2)
        .generateSecret(new PBEKeySpec(passphrase.toCharArray()));
  }

  static Map<String, byte[]> blocks(String text) {
    Map<String, byte[]> blocks = new HashMap<>();
    try (PemReader reader = new PemReader(new StringReader(text))) {
      for (PemObject object = reader.readPemObject();
          object != null;
          object = reader.readPemObject()) {
        blocks.put(object.getType(), object.getContent());
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("is half-written or damaged: restore its backup", e);
    }
    return blocks;
  }

  private static byte[] require(Map<String, byte[]> blocks, String type) {
    byte[] block = blocks.get(type);
    if (block == null) {
      throw new IllegalArgumentException("has no " + type + " block: restore its backup");
    }
    return block;
  }

  private static String comment(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("lacks its comment lines: restore its backup");
    }
    return matcher.group(1);
  }
}
