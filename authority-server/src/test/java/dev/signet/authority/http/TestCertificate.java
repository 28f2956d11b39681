package dev.signet.authority.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.tls.TlsFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * A self-signed certificate and its key.
 *
 * @param certificate the certificate
 * @param keys the pair it certifies
 */
record TestCertificate(X509Certificate certificate, KeyPair keys) {
  /** Each write has a later time, as writes by hand do: a file system's clock may be coarse. */
  private static final AtomicLong WRITES = new AtomicLong();

  static TestCertificate ec() throws Exception {
    return of("EC", 256, "SHA256withECDSA");
  }

  static TestCertificate rsa() throws Exception {
    return of("RSA", 2048, "SHA256withRSA");
  }

  private static TestCertificate of(String type, int bits, String signature) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
    generator.initialize(bits);
    KeyPair keys = generator.generateKeyPair();
    X500Principal name = new X500Principal("CN=localhost");
    Date from = Date.from(RunningAuthority.START);
    Date to = Date.from(RunningAuthority.START.plus(Duration.ofDays(1)));
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(name, BigInteger.ONE, from, to, name, keys.getPublic());
    return new TestCertificate(
        new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(new JcaContentSignerBuilder(signature).build(keys.getPrivate()))),
        keys);
  }

  void writeTo(TlsFiles files) throws Exception {
    write(files.certificate(), certificatePem());
    write(files.key(), keyPem());
  }

  String certificatePem() throws Exception {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  String keyPem() throws IOException {
    return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, US_ASCII);
    Files.setLastModifiedTime(
        file, FileTime.from(RunningAuthority.START.plusSeconds(WRITES.incrementAndGet())));
  }

  private static String pem(String type, byte[] content) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, content));
    }
    return text.toString();
  }
}
