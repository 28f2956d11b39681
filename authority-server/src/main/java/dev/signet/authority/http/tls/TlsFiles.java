package dev.signet.authority.http.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * A certificate chain and its private key in PEM files.
 *
 * @param certificate the chain, the server's own certificate first
 * @param key the private key, unencrypted PKCS#8
 * @param asksClients whether clients are asked for a certificate of theirs; none must have one
 */
public record TlsFiles(Path certificate, Path key, boolean asksClients) {
  private static final char[] NO_PASSWORD = new char[0];
  private static final byte[] PROBE = {1, 2, 3, 4};

  /** Asks clients for nothing. */
  public TlsFiles(Path certificate, Path key) {
    this(certificate, key, false);
  }

  /**
   * Reads both files.
   *
   * @throws IllegalArgumentException if a file cannot be read or does not hold what it should; the
   *     message names the file and the fix
   */
  KeyStore load() {
    List<? extends Certificate> chain = readChain();
    if (chain.isEmpty()) {
      throw new IllegalArgumentException(certificate + " holds no certificate");
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      PublicKey publicKey = chain.get(0).getPublicKey();
      PrivateKey privateKey = readKey(publicKey.getAlgorithm());
      requireOnePair(publicKey, privateKey);
      store.setKeyEntry("tls", privateKey, NO_PASSWORD, chain.toArray(Certificate[]::new));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          key + " is not the PKCS#8 key of " + certificate + ": " + e.getMessage(), e);
    }
  }

  /** Changes whenever one of the files does. */
  String fingerprint() {
    try {
      return Files.getLastModifiedTime(certificate)
          + "/"
          + Files.size(certificate)
          + "/"
          + Files.getLastModifiedTime(key)
          + "/"
          + Files.size(key);
    } catch (IOException e) {
      // Between two renames a file may be gone for a moment; then nothing is reloaded.
      return "unreadable";
    }
  }

  /** A key store takes any two: while one file is replaced after the other they do not match. */
  private static void requireOnePair(PublicKey publicKey, PrivateKey privateKey)
      throws GeneralSecurityException {
    String type = publicKey.getAlgorithm();
    Signature signature =
        Signature.getInstance(
            switch (type) {
              case "EC" -> "SHA256withECDSA";
              case "RSA" -> "SHA256withRSA";
              default -> type;
            });
    signature.initSign(privateKey);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(PROBE);
    if (!signature.verify(signed)) {
      throw new KeyException("it belongs to another certificate");
    }
  }

  private List<? extends Certificate> readChain() {
    try (InputStream in = Files.newInputStream(certificate)) {
      return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          certificate + " cannot be read as a PEM certificate chain: " + e.getMessage(), e);
    }
  }

  private PrivateKey readKey(String algorithm) throws GeneralSecurityException, IOException {
    try (Reader text = Files.newBufferedReader(key, US_ASCII);
        PemReader pem = new PemReader(text)) {
      PemObject object = pem.readPemObject();
      if (object == null || !object.getType().equals("PRIVATE KEY")) {
        throw new IOException("convert it with: openssl pkcs8 -topk8 -nodes -in KEY -out KEY.pem");
      }
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(object.getContent()));
    }
  }
}
