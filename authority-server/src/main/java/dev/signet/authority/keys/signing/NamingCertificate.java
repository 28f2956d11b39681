package dev.signet.authority.keys.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A certificate that a key signs for itself, with its name and without end; nobody trusts it. */
final class NamingCertificate {
  /** RFC 5280 §4.1.2.5: no end that is known. */
  private static final Time NO_END = new Time(new ASN1GeneralizedTime("99991231235959Z"));

  private NamingCertificate() {}

  static Certificate of(SigningKey key, PrivateKey privateKey, Provider provider)
      throws GeneralSecurityException, IOException {
    boolean rsa = key.algorithm() == SigningAlgorithm.RS256;
    AlgorithmIdentifier algorithm =
        rsa
            ? new AlgorithmIdentifier(
                PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE)
            : new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    TBSCertificate content = content(key, algorithm);
    Signature signature =
        Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA", provider);
    signature.initSign(privateKey);
    signature.update(content.getEncoded());
    byte[] der =
        new DERSequence(
                new ASN1Encodable[] {content, algorithm, new DERBitString(signature.sign())})
            .getEncoded();
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(der));
  }

  private static TBSCertificate content(SigningKey key, AlgorithmIdentifier algorithm) {
    X500Name name = new X500Name("CN=" + key.kid());
    V3TBSCertificateGenerator content = new V3TBSCertificateGenerator();
    content.setSerialNumber(new ASN1Integer(1));
    content.setSignature(algorithm);
    content.setIssuer(name);
    content.setSubject(name);
    content.setStartDate(new Time(Date.from(key.createdAt())));
    content.setEndDate(NO_END);
    content.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()));
    return content.generateTBSCertificate();
  }
}
