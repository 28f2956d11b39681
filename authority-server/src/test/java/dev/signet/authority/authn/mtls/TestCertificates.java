package dev.signet.authority.authn.mtls;

import dev.signet.authority.RunningAuthority;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/**
 * A certificate, its key and the certificates above it, good for a day from {@link
 * RunningAuthority#START} on; those that are made from it change one thing each.
 *
 * @param chain its own certificate first
 * @param key its private key
 */
public record TestCertificates(List<X509Certificate> chain, PrivateKey key) {
  private static final AtomicLong SERIALS = new AtomicLong();

  /** What goes into a certificate. */
  public record Form(
      String subject,
      @Nullable GeneralName alternativeName,
      @Nullable KeyPurposeId purpose,
      Instant from,
      boolean isCa) {
    /** Of a client, from the start on. */
    public static Form of(String subject) {
      return new Form(subject, null, null, RunningAuthority.START, false);
    }

    Form called(int type, String name) {
      return new Form(subject, new GeneralName(type, name), purpose, from, isCa);
    }

    Form purpose(KeyPurposeId only) {
      return new Form(subject, alternativeName, only, from, isCa);
    }

    Form from(Instant start) {
      return new Form(subject, alternativeName, purpose, start, isCa);
    }

    Form ca() {
      return new Form(subject, alternativeName, purpose, from, true);
    }
  }

  /** One that signs itself. */
  public static TestCertificates selfSigned(Form form) throws Exception {
    return make(form, Optional.empty());
  }

  /** A certificate authority of this name. */
  public static TestCertificates ca(String name) throws Exception {
    return selfSigned(Form.of(name).ca());
  }

  /** A certificate that this authority gives. */
  public TestCertificates issue(Form form) throws Exception {
    return make(form, Optional.of(this));
  }

  private static TestCertificates make(Form form, Optional<TestCertificates> issuer)
      throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair keys = generator.generateKeyPair();
    X500Principal subject = new X500Principal(form.subject());
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer.map(each -> each.certificate().getSubjectX500Principal()).orElse(subject),
            BigInteger.valueOf(SERIALS.incrementAndGet()),
            Date.from(form.from()),
            Date.from(form.from().plus(Duration.ofDays(1))),
            subject,
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(form.isCa()));
    if (form.alternativeName() != null) {
      builder.addExtension(
          Extension.subjectAlternativeName, false, new GeneralNames(form.alternativeName()));
    }
    if (form.purpose() != null) {
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(form.purpose()));
    }
    PrivateKey signer = issuer.map(TestCertificates::key).orElse(keys.getPrivate());
    X509Certificate made =
        new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
    return new TestCertificates(chain(made, issuer), keys.getPrivate());
  }

  /** A root is not sent: who trusts it has it. */
  private static List<X509Certificate> chain(
      X509Certificate own, Optional<TestCertificates> issuer) {
    boolean intermediate =
        issuer.isPresent()
            && !issuer
                .get()
                .certificate()
                .getIssuerX500Principal()
                .equals(issuer.get().certificate().getSubjectX500Principal());
    return intermediate ? List.of(own, issuer.get().certificate()) : List.of(own);
  }

  /** Its own certificate. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** Its own certificate in PEM. */
  public String pem() throws Exception {
    return pem("CERTIFICATE", certificate().getEncoded());
  }

  /** Its private key in PEM. */
  public String keyPem() throws Exception {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String type, byte[] content) throws Exception {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, content));
    }
    return text.toString();
  }

  /** TLS of a client that shows this certificate and trusts any server. */
  SSLContext client(TrustManager anyone) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("client", key, new char[0], chain.toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), new TrustManager[] {anyone}, new SecureRandom());
    return context;
  }
}
