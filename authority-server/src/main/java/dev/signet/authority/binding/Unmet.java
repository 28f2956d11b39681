package dev.signet.authority.binding;

import dev.signet.authority.storage.TokenRights.Bound;

/** What a request did not offer, though its token must be bound to it. */
enum Unmet {
  /** RFC 9449 §5.2: a client whose tokens are bound is refused without a proof. */
  PROOF("proof_missing", "The token must be bound to a key: send a DPoP proof (RFC 9449)"),
  CERTIFICATE(
      "certificate_missing",
      "The token must be bound to a certificate: present one in TLS (RFC 8705)"),
  EITHER(
      "proof_or_certificate_missing",
      "The token must be bound: send a DPoP proof (RFC 9449) or present a TLS certificate"
          + " (RFC 8705)"),
  /** Whoever stole a bound token must not get a bearer token for it. */
  INHERITED(
      "subject_bound_to_other_key",
      "The subject_token is bound: send a proof of its key, or present its certificate"),
  OWN(
      "subject_bound_nothing_offered",
      "The subject_token is bound: send a DPoP proof or present a TLS certificate of your own");

  private final String reason;
  private final String description;

  Unmet(String reason, String description) {
    this.reason = reason;
    this.description = description;
  }

  static Unmet of(Bound asked) {
    return switch (asked) {
      case DPOP -> PROOF;
      case CERTIFICATE -> CERTIFICATE;
      case NONE, EITHER -> EITHER;
    };
  }

  static Unmet of(Inherited inherited) {
    return inherited.mayRebind() ? OWN : INHERITED;
  }

  /** Why, as a stable code for the audit log. */
  String reason() {
    return reason;
  }

  /** What to send instead. */
  String description() {
    return description;
  }
}
