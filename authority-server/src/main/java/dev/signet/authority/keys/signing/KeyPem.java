package dev.signet.authority.keys.signing;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * The text of a key file: two comment lines, the private key as PKCS#8 and the public key. Of a key
 * in a PKCS#11 token it has the public key alone, and a third line that says so.
 *
 * <p>{@code openssl pkey} reads it in the clear and under a passphrase.
 */
public final class KeyPem {
  static final String PLAIN = "PRIVATE KEY";
  static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
  static final String WRAPPED = "SIGNET WRAPPED PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";

  /** What is wrong when the private half is sealed in another way than is set. */
  private static final Map<String, String> FOUND_INSTEAD =
      Map.of(
          PLAIN,
          "is not encrypted, although a passphrase or a master key is set: move it elsewhere, and a new"
              + " key is made",
          ENCRYPTED,
          "is encrypted: set keys.passphraseFile or SIGNET_KEYS_PASSPHRASE",
          WRAPPED,
          "is wrapped by a master key: set keys.masterKeyFile or SIGNET_KEYS_MASTER_KEY");

  private static final Pattern ALGORITHM = Pattern.compile("(?m)^# algorithm: (\\S+)$");
  private static final Pattern CREATED = Pattern.compile("(?m)^# created: (\\S+)$");

  private static final Pattern IN_TOKEN =
      Pattern.compile("(?m)^# kept-in: " + Pkcs11Token.NAME + "$");

  private KeyPem() {}

  /** Writes a key, its private half sealed. */
  public static String write(SigningKey key, KeySeal seal) {
    StringWriter text = new StringWriter();
    text.write("# algorithm: " + key.algorithm().joseName() + "\n");
    text.write("# created: " + key.createdAt() + "\n");
    if (key.isInToken()) {
      text.write("# kept-in: " + Pkcs11Token.NAME + "\n");
    }
    byte[] publicKey = key.publicKey().getEncoded();
    try (PemWriter pem = new PemWriter(text)) {
      if (!key.isInToken()) {
        byte[] sealed = seal.seal(key.privateKey().getEncoded(), publicKey);
        pem.writeObject(new PemObject(seal.label(), sealed));
      }
      pem.writeObject(new PemObject(PUBLIC, publicKey));
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
   * @throws IllegalArgumentException if it is not whole, the seal is another or does not open it,
   *     or its halves do not belong together
   */
  public static SigningKey read(String text, KeySeal seal) {
    String name = comment(ALGORITHM, text);
    SigningAlgorithm algorithm =
        SigningAlgorithm.find(name)
            .orElseThrow(() -> new IllegalArgumentException("names an unknown algorithm: " + name));
    Map<String, byte[]> blocks = blocks(text);
    try {
      KeyFactory factory = algorithm.maker().keyFactory();
      PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(require(blocks, PUBLIC)));
      Instant created = Instant.parse(comment(CREATED, text));
      if (IN_TOKEN.matcher(text).find()) {
        return new SigningKey(algorithm, publicKey, null, created);
      }
      SigningKey key =
          new SigningKey(algorithm, publicKey, privateKey(factory, blocks, seal), created);
      key.requireOnePair();
      return key;
    } catch (GeneralSecurityException | DateTimeParseException e) {
      throw new IllegalArgumentException("is damaged: " + e.getMessage(), e);
    }
  }

  private static PrivateKey privateKey(KeyFactory factory, Map<String, byte[]> blocks, KeySeal seal)
      throws GeneralSecurityException {
    byte[] sealed = blocks.get(seal.label());
    if (sealed == null) {
      throw new IllegalArgumentException(
          FOUND_INSTEAD.entrySet().stream()
              .filter(other -> blocks.containsKey(other.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse("has no " + seal.label() + " block: restore its backup"));
    }
    try {
      // Not every seal proves anything: one wrong passphrase in 256 leaves good padding and no key.
      byte[] pkcs8 = seal.open(sealed, require(blocks, PUBLIC));
      return factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(seal.doesNotOpen(), e);
    }
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
