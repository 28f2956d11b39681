package dev.signet.authority.binding;

import dev.signet.authority.http.Json;
import java.util.Map;

/**
 * What a token is bound to: the claim {@code cnf} (RFC 7800). Immutable.
 *
 * @param proofKey the RFC 7638 thumbprint of the key that is proved (RFC 9449 §6.1); empty if the
 *     token is bound to none
 * @param certificate the SHA-256 of the certificate in base64url (RFC 8705 §3.1); likewise
 */
public record Confirmation(String proofKey, String certificate) {
  private static final String PROOF_KEY = "jkt";
  private static final String CERTIFICATE = "x5t#S256";
  private static final Confirmation NONE = new Confirmation("", "");

  /** Of a token that whoever has it may use. */
  public static Confirmation none() {
    return NONE;
  }

  /**
   * Of the claims of a token that was judged.
   *
   * @throws IllegalArgumentException if it is bound to something else
   */
  public static Confirmation from(Map<String, Object> claims) {
    Object cnf = claims.getOrDefault("cnf", Map.of());
    if (!(cnf instanceof Map<?, ?> members)) {
      throw new IllegalArgumentException("cnf is no object");
    }
    Confirmation found = new Confirmation(text(members, PROOF_KEY), text(members, CERTIFICATE));
    if (!found.members().equals(members)) {
      throw new IllegalArgumentException("cnf has an unknown member");
    }
    return found;
  }

  private static String text(Map<?, ?> members, String name) {
    return members.get(name) instanceof String text ? text : "";
  }

  /** Whether the token is bound to nothing. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** Whether a token can be used with a proof of a key alone: {@code token_type} DPoP. */
  public boolean byProof() {
    return !proofKey.isEmpty();
  }

  /** Whether a token can be used by the peer of a TLS connection alone. */
  public boolean byCertificate() {
    return !certificate.isEmpty();
  }

  /** The {@code token_type} of an answer (RFC 9449 §5, RFC 8705 §3). */
  public String tokenType() {
    return byProof() ? "DPoP" : "Bearer";
  }

  /** The value of {@code cnf}. */
  public Map<String, Object> members() {
    Map<String, Object> members = Json.object();
    if (byProof()) {
      members.put(PROOF_KEY, proofKey);
    }
    if (byCertificate()) {
      members.put(CERTIFICATE, certificate);
    }
    return members;
  }

  /** Whether whoever satisfies this satisfies the other, too. */
  boolean covers(Confirmation other) {
    return (!other.byProof() || other.proofKey.equals(proofKey))
        && (!other.byCertificate() || other.certificate.equals(certificate));
  }
}
