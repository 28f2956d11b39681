package dev.signet.validator.proof;

import dev.signet.validator.Reason;
import dev.signet.validator.crypto.Engines;
import dev.signet.validator.keys.EmbeddedKey;
import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.supply.SignedToken;
import java.security.InvalidKeyException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The keys that proofs were last verified by: making one can cost more than verifying by it.
 * Thread-safe, without a lock.
 *
 * <p>A key has one place, which another may take; so there is a bound, and nothing to tidy. Only a
 * key that verified something is kept: whoever holds none puts none of others out.
 */
final class ProofKeys {
  private static final int PLACES = 512;

  private final Engines engines;
  private final AtomicReferenceArray<@Nullable Known> places = new AtomicReferenceArray<>(PLACES);

  ProofKeys(Engines engines) {
    this.engines = engines;
  }

  private record Known(String thumbprint, VerifyingKey key) {}

  /** Refuses a proof that its own key did not sign. */
  void judge(ClaimedProof proof) throws Refusal {
    String thumbprint = proof.key().thumbprint();
    int place = Math.floorMod(thumbprint.hashCode(), PLACES);
    Known known = places.get(place);
    if (known != null && known.thumbprint().equals(thumbprint)) {
      new SignedToken(proof.token(), known.key()).judge();
      return;
    }
    VerifyingKey key = make(proof.key());
    new SignedToken(proof.token(), key).judge();
    places.set(place, new Known(thumbprint, key));
  }

  private VerifyingKey make(EmbeddedKey key) throws Refusal {
    try {
      return key.toVerifyingKey(engines);
    } catch (InvalidKeyException e) {
      throw Refusal.ofClaim(Reason.INVALID_PROOF, "jwk");
    }
  }
}
