package dev.signet.authority.authn.mtls;

import dev.signet.authority.authn.AuthenticationRequest;
import dev.signet.authority.authn.Claim;
import dev.signet.authority.authn.ClientAuthenticator;
import dev.signet.authority.directory.ClientCredentials;
import dev.signet.authority.directory.ConsumerDirectory;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code tls_client_auth} and {@code self_signed_tls_client_auth}: the certificate of the TLS
 * connection (RFC 8705 §2). What is registered of the client decides which of the two it is.
 *
 * <p>A certificate may be there for other reasons, so it is an attempt only with a {@code
 * client_id} and without other credentials; a secret or an assertion beside it wins.
 */
public final class MtlsAuthenticator implements ClientAuthenticator {
  static final String BY_CA = "tls_client_auth";
  static final String SELF_SIGNED = "self_signed_tls_client_auth";
  private static final List<String> OTHER_CREDENTIALS =
      List.of("client_secret", "client_assertion");

  private final PresentedCertificate presented;
  private final @Nullable ClientCa ca;
  private final ConsumerDirectory directory;
  private final ClientCredentials credentials;
  private final Clock clock;

  /**
   * Reads the CAs, if there are any.
   *
   * @param settings where certificates come from and who vouches for them
   * @param directory knows the clients
   * @param credentials knows what is registered of them
   * @param clock the time of a proof
   * @throws IllegalArgumentException if the file of the CAs is at fault; the message names it
   */
  public MtlsAuthenticator(
      MtlsSettings settings,
      ConsumerDirectory directory,
      ClientCredentials credentials,
      Clock clock) {
    this.presented = new PresentedCertificate(settings);
    this.ca = settings.caFile() == null ? null : new ClientCa(settings.caFile(), clock);
    this.directory = directory;
    this.credentials = credentials;
    this.clock = clock;
  }

  /** The more general of the two that are offered. */
  @Override
  public String method() {
    return ca == null ? SELF_SIGNED : BY_CA;
  }

  @Override
  public List<String> methods() {
    return ca == null ? List.of(SELF_SIGNED) : List.of(BY_CA, SELF_SIGNED);
  }

  @Override
  public boolean isAttempted(AuthenticationRequest request) {
    // RFC 8705 §2: the client_id tells which registration the certificate is to be held against.
    return request.form().find("client_id").isPresent()
        && request.origin().authorization().isEmpty()
        && OTHER_CREDENTIALS.stream().noneMatch(each -> request.form().find(each).isPresent())
        && presented.isPresent(request.origin());
  }

  @Override
  public Claim read(AuthenticationRequest request) {
    return new CertificateClaim(
        request.form().get("client_id"),
        presented.read(request.origin()),
        ca,
        directory,
        credentials,
        clock);
  }
}
