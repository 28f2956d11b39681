package dev.signet.authority.storage.sql.postgres;

import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * An authority that vouches for servers, made for a test.
 *
 * @param keys its pair
 * @param certificate its certificate, PEM
 */
record TestAuthority(KeyPair keys, String certificate) {
  private static final X500Principal NAME = new X500Principal("CN=Test Authority");
  private static final Date FROM = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
  private static final Date TO = Date.from(Instant.parse("2120-01-01T00:00:00Z"));

  /**
   * What a server shows.
   *
   * @param certificate PEM
   * @param key PEM
   */
  record Leaf(String certificate, String key) {}

  static TestAuthority make() throws Exception {
    KeyPair keys = newKeys();
    JcaX509v3CertificateBuilder own = builder(NAME, keys.getPublic());
    own.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    return new TestAuthority(keys, sign(own, keys));
  }

  /** A certificate of a server by its name. */
  Leaf certify(String host) throws Exception {
    KeyPair pair = newKeys();
    JcaX509v3CertificateBuilder leaf = builder(new X500Principal("CN=" + host), pair.getPublic());
    GeneralName name = new GeneralName(GeneralName.dNSName, host);
    leaf.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
    return new Leaf(sign(leaf, keys), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
  }

  private static KeyPair newKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static JcaX509v3CertificateBuilder builder(X500Principal subject, PublicKey key) {
    return new JcaX509v3CertificateBuilder(NAME, BigInteger.ONE, FROM, TO, subject, key);
  }

  private static String sign(JcaX509v3CertificateBuilder certificate, KeyPair signer)
      throws Exception {
    JcaContentSignerBuilder signature = new JcaContentSignerBuilder("SHA256withECDSA");
    return pem("CERTIFICATE", certificate.build(signature.build(signer.getPrivate())).getEncoded());
  }

  private static String pem(String type, byte[] content) throws Exception {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, content));
    }
    return text.toString();
  }
}
