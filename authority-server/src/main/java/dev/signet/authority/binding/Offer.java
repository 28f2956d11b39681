package dev.signet.authority.binding;

import dev.signet.authority.http.RequestOrigin;
import dev.signet.validator.proof.UnverifiedProof;
import org.jspecify.annotations.Nullable;

/**
 * What a request offers to bind a token to; nothing of it is believed yet.
 *
 * @param origin where its certificate is, if it has one: it is read once it is needed
 * @param proof the proof of a key; null if it has none
 */
public record Offer(RequestOrigin origin, @Nullable UnverifiedProof proof) {
  /** The thumbprint of the key that is to be proved; empty for none. */
  String proofKey() {
    return proof == null ? "" : proof.claimedThumbprint();
  }
}
