package dev.signet.authority.binding;

import dev.signet.authority.audit.AuditLog;
import dev.signet.authority.audit.BindingEvent;
import dev.signet.authority.authn.mtls.PresentedCertificate;
import dev.signet.authority.http.RequestOrigin;
import dev.signet.authority.storage.TokenRights.Bound;
import dev.signet.validator.Reason;
import dev.signet.validator.rules.Refusal;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Binds each token to what its sender proves to have: to a key whenever a proof is offered, to a
 * certificate when policy or the token that it is exchanged from asks for it. Thread-safe.
 */
public final class Binder {
  private static final String WITH_NONCE = "Send a new DPoP proof with the nonce of DPoP-Nonce";
  private static final String GOOD_PROOF =
      "The DPoP proof is not good: send one, made for this request now, and once";

  private final BindingRules rules;
  private final PresentedCertificate certificates;
  private final @Nullable KeyProofs proofs;
  private final AuditLog audit;

  /**
   * Takes the parts.
   *
   * @param rules what tokens must be bound to
   * @param certificates finds the certificate of a sender
   * @param proofs judges proofs of keys; null if none are taken
   * @param audit refusals are written there
   */
  public Binder(
      BindingRules rules,
      PresentedCertificate certificates,
      @Nullable KeyProofs proofs,
      AuditLog audit) {
    this.rules = rules;
    this.certificates = certificates;
    this.proofs = proofs;
    this.audit = audit;
  }

  /**
   * What a request offers. To look at it costs no signature: nobody is authenticated yet.
   *
   * @throws BindingRefusal {@code invalid_dpop_proof} if it has a proof that is not good, {@code
   *     use_dpop_nonce} if that lacks a nonce, {@code invalid_request} if no proofs are taken
   */
  public Offer read(RequestOrigin origin) {
    List<String> values = origin.fields().all("DPoP");
    if (values.isEmpty()) {
      return new Offer(origin, null);
    }
    if (proofs == null) {
      // RFC 9449 §5 would let us hand out a bearer token, which its client believes to be bound.
      record(origin, "", "proofs_off");
      throw new BindingRefusal(
          "invalid_request", "No DPoP proofs are taken here: send none", Map.of());
    }
    try {
      return new Offer(origin, proofs.read(values));
    } catch (Refusal e) {
      throw refused(proofs, origin, "", e);
    }
  }

  /** A token that is about to be bound to what its sender offered. */
  @FunctionalInterface
  public interface Pending {
    /**
     * Has the sender prove it, and uses its proof up; to be called once, when nothing else stands
     * between the sender and the token.
     *
     * @return what the token is bound to
     * @throws BindingRefusal {@code invalid_dpop_proof} if the proof is not of its key, or was used
     *     before
     * @throws dev.signet.authority.storage.StorageException if that cannot be told now
     */
    Confirmation prove();
  }

  /**
   * Judges whether an offer is enough to bind a token to; nothing of it is proved or used up.
   *
   * @param offer what its sender offers
   * @param request who that is, and what for
   * @throws BindingRefusal {@code invalid_request} if it must be bound to more, or to something
   *     else
   */
  public Pending judge(Offer offer, BoundRequest request) {
    // 1 what there is to bind it to
    Set<Bound> asked = rules.of(request.bound(), request.audience());
    Confirmation confirmation = confirmation(offer, asked, request.inherited().confirmation());
    // 2 is it enough?
    unmet(confirmation, asked, request.inherited())
        .ifPresent(
            unmet -> {
              record(offer.origin(), request.clientId(), unmet.reason());
              throw new BindingRefusal("invalid_request", unmet.description(), Map.of());
            });
    // 3 does the sender have the key? That of a certificate was proved in TLS.
    return () -> {
      take(offer, request.clientId());
      return confirmation;
    };
  }

  /**
   * The nonce for the next proof of who sent one (RFC 9449 §8.2); empty where none is asked for.
   */
  public Optional<String> nextNonce(Offer offer) {
    return proofs == null || offer.proof() == null ? Optional.empty() : proofs.nonce();
  }

  /** A certificate counts where it is asked for alone: most providers see none. */
  private Confirmation confirmation(Offer offer, Set<Bound> asked, Confirmation inherited) {
    String proofKey = offer.proofKey();
    boolean byCertificate =
        asked.contains(Bound.CERTIFICATE)
            || inherited.byCertificate()
            || (proofKey.isEmpty() && (asked.contains(Bound.EITHER) || inherited.byProof()));
    Optional<X509Certificate> certificate =
        byCertificate ? certificates.find(offer.origin()) : Optional.empty();
    String thumbprint = certificate.map(CertificateThumbprint::of).orElse("");
    // Beside a proof, one that only happens to be there takes nothing over.
    boolean counts =
        asked.contains(Bound.CERTIFICATE)
            || proofKey.isEmpty()
            || thumbprint.equals(inherited.certificate());
    return new Confirmation(proofKey, counts ? thumbprint : "");
  }

  private static Optional<Unmet> unmet(
      Confirmation confirmation, Set<Bound> asked, Inherited inherited) {
    if (!inherited.allows(confirmation)) {
      return Optional.of(Unmet.of(inherited));
    }
    return asked.stream().filter(each -> !meets(confirmation, each)).findFirst().map(Unmet::of);
  }

  private static boolean meets(Confirmation confirmation, Bound asked) {
    return switch (asked) {
      case NONE -> true;
      case DPOP -> confirmation.byProof();
      case CERTIFICATE -> confirmation.byCertificate();
      case EITHER -> !confirmation.isNone();
    };
  }

  private void take(Offer offer, String clientId) {
    if (proofs == null || offer.proof() == null) {
      return;
    }
    try {
      proofs.take(offer.proof());
    } catch (Refusal e) {
      throw refused(proofs, offer.origin(), clientId, e);
    }
  }

  private BindingRefusal refused(
      KeyProofs judge, RequestOrigin origin, String clientId, Refusal refusal) {
    String reason = refusal.reason().code();
    record(origin, clientId, refusal.claim().map(claim -> reason + ':' + claim).orElse(reason));
    Map<String, String> headers =
        judge.nonce().map(nonce -> Map.of("DPoP-Nonce", nonce)).orElse(Map.of());
    return refusal.reason() == Reason.NONCE_REQUIRED
        ? new BindingRefusal("use_dpop_nonce", WITH_NONCE, headers)
        : new BindingRefusal("invalid_dpop_proof", GOOD_PROOF, headers);
  }

  private void record(RequestOrigin origin, String clientId, String reason) {
    audit.record(new BindingEvent.Refused(clientId, reason, origin.address(), origin.requestId()));
  }
}
