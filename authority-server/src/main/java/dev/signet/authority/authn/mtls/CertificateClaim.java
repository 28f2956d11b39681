package dev.signet.authority.authn.mtls;

import dev.signet.authority.authn.Claim;
import dev.signet.authority.authn.Proof;
import dev.signet.authority.directory.ClientCredentials;
import dev.signet.authority.directory.Consumer;
import dev.signet.authority.directory.ConsumerDirectory;
import dev.signet.authority.storage.credential.CredentialKind;
import dev.signet.authority.storage.credential.CredentialRecord;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client's name and the certificate that was shown with it; the name is not believed yet.
 *
 * @param name the name claimed
 * @param chain the certificate first
 * @param ca vouches for certificates; null for none
 * @param directory knows the clients
 * @param credentials knows what is registered of them
 * @param clock the time of the proof
 */
record CertificateClaim(
    String name,
    List<X509Certificate> chain,
    @Nullable ClientCa ca,
    ConsumerDirectory directory,
    ClientCredentials credentials,
    Clock clock)
    implements Claim {
  private static final Set<CredentialKind> THE_CERTIFICATE_ITSELF =
      EnumSet.of(CredentialKind.CERTIFICATE);
  private static final Set<CredentialKind> WHAT_IT_SAYS_TOO =
      EnumSet.of(
          CredentialKind.CERTIFICATE,
          CredentialKind.SUBJECT_DN,
          CredentialKind.SAN_DNS,
          CredentialKind.SAN_URI);

  @Override
  public Proof prove() {
    Instant now = clock.instant();
    // Judged before anybody is looked up: the work must not tell whose name it is.
    boolean vouchedFor = ca != null && ca.vouchesFor(chain);
    CertificateNames names = new CertificateNames(chain.get(0));
    Optional<Consumer> client = directory.find(name);
    Optional<CredentialRecord> match =
        credentials.find(name, vouchedFor ? WHAT_IT_SAYS_TOO : THE_CERTIFICATE_ITSELF).stream()
            .filter(each -> names.isValidAt(now) && names.match(each))
            .findFirst();
    if (client.isEmpty() || match.isEmpty()) {
      return new Proof.Failed("wrong_certificate");
    }
    credentials.used(match.get());
    return new Proof.Given(client.get(), now, way(match.get()));
  }

  /** What is registered decides, whoever vouches for the certificate beside. */
  private static String way(CredentialRecord match) {
    return match.kind() == CredentialKind.CERTIFICATE
        ? MtlsAuthenticator.SELF_SIGNED
        : MtlsAuthenticator.BY_CA;
  }
}
