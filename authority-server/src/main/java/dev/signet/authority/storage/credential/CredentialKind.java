package dev.signet.authority.storage.credential;

/** How a client proves who it is, and so what the value of its credential says. */
public enum CredentialKind {
  /** By a secret; the value is its keyed hash. */
  SECRET,
  /** By the private key to a public one; the value is a JWK Set (RFC 7517 §5). */
  JWKS,
  /** As {@link #JWKS}; the value is the address of the JWK Set. */
  JWKS_URI,
  /**
   * By the private key to this very certificate (RFC 8705 §2.2); the value is the SHA-256 of its
   * DER form, in lower-case hex.
   */
  CERTIFICATE,
  /**
   * By a certificate that a CA we trust gave to this subject (RFC 8705 §2.1); the value is its
   * distinguished name as text (RFC 4514).
   */
  SUBJECT_DN,
  /** As {@link #SUBJECT_DN}; the value is a DNS name among the subject's alternative names. */
  SAN_DNS,
  /** As {@link #SUBJECT_DN}; the value is a URI among the subject's alternative names. */
  SAN_URI
}
