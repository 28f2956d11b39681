package dev.signet.validator.proof;

import dev.signet.validator.Reason;
import dev.signet.validator.keys.Sha256;
import dev.signet.validator.rules.Claims;
import dev.signet.validator.rules.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The request that a proof must be made for. Immutable; {@link #toString} says nothing of token and
 * proof.
 *
 * @param proofs every value of the header {@code DPoP}; exactly one is good
 * @param method the HTTP method, compared letter by letter
 * @param uri the address of the request as its sender knows it; what is no address of http or https
 *     fits no proof
 * @param token the access token that comes with it, if one does
 */
public record ProofRequest(
    List<String> proofs, String method, String uri, Optional<BoundToken> token) {
  /** Copies the list. */
  public ProofRequest {
    proofs = List.copyOf(proofs);
  }

  /** A request without a token, as for one. */
  public ProofRequest(List<String> proofs, String method, String uri) {
    this(proofs, method, uri, Optional.empty());
  }

  /**
   * A token that is bound to a key.
   *
   * @param text the token as it was sent
   * @param thumbprint the {@code jkt} that it is bound to
   */
  public record BoundToken(String text, String thumbprint) {
    @Override
    public String toString() {
      return "BoundToken";
    }
  }

  /** Refuses a proof by another key than the token's. */
  void judgeKey(String proven) throws Refusal {
    if (token.isPresent() && !token.get().thumbprint().equals(proven)) {
      throw Refusal.of(Reason.BINDING_MISMATCH);
    }
  }

  /** Refuses claims of another request, and tells which address is meant. */
  TargetUri judge(Claims claims) throws Refusal {
    // RFC 9449 §4.3, item 8: methods are told apart by case (RFC 9110 §9.1).
    if (!claims.requiredText("htm").equals(method)) {
      throw fault("htm");
    }
    Optional<TargetUri> claimed = TargetUri.find(claims.requiredText("htu"));
    if (claimed.isEmpty() || !claimed.equals(TargetUri.findSent(uri))) {
      throw fault("htu");
    }
    if (token.isPresent() && !claims.requiredText("ath").equals(hash(token.get().text()))) {
      throw fault("ath");
    }
    return claimed.get();
  }

  /** RFC 9449 §4.2: base64url of SHA-256 of the token's ASCII. */
  private static String hash(String token) {
    byte[] hash = Sha256.of(token.getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  private static Refusal fault(String claim) {
    return Refusal.ofClaim(Reason.INVALID_PROOF, claim);
  }

  @Override
  public String toString() {
    return "ProofRequest[" + method + ' ' + uri + ']';
  }
}
