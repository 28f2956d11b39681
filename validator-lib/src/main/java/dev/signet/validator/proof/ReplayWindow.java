package dev.signet.validator.proof;

import dev.signet.validator.Reason;
import dev.signet.validator.keys.Sha256;
import dev.signet.validator.rules.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * The proofs that were taken, each until it is too old to be taken again: none is taken twice (RFC
 * 9449 §11.1).
 *
 * <p>It never forgets what it could still meet. When its room is used up it forgets the oldest
 * second of proofs and from then on refuses every proof as old, seen or not: the window narrows. So
 * does a clock that steps back not bring back what was forgotten while it was ahead. Thread-safe: a
 * proof waits only for those of its own share, one in sixteen.
 */
public final class ReplayWindow {
  private static final int SHARES = 16;
  private static final int SALT_BYTES = 16;

  /** So that nobody who chooses a jti chooses a share with it, to fill that alone. */
  private final byte[] salt = new byte[SALT_BYTES];

  private final ReplayShare[] shares = new ReplayShare[SHARES];

  /**
   * Makes an empty window.
   *
   * @param capacity how many proofs it remembers at most, about 100 bytes each
   * @throws IllegalArgumentException unless from 1024 to 16 777 216
   */
  public ReplayWindow(int capacity) {
    if (capacity < 1024 || capacity > 1 << 24) {
      throw new IllegalArgumentException(
          "capacity is " + capacity + "; give from 1024 to 16777216 proofs");
    }
    new SecureRandom().nextBytes(salt);
    for (int i = 0; i < SHARES; i++) {
      shares[i] = new ReplayShare(capacity / SHARES);
    }
  }

  /** How many proofs are remembered. */
  public int size() {
    int size = 0;
    for (ReplayShare share : shares) {
      size += share.size();
    }
    return size;
  }

  /** How often a second of proofs was forgotten before its time, or a proof refused for room. */
  public long narrowed() {
    long narrowed = 0;
    for (ReplayShare share : shares) {
      narrowed += share.narrowed();
    }
    return narrowed;
  }

  /**
   * Refuses a proof that was seen, or of which it is not known whether it was.
   *
   * @param oldest what is older is refused already, and forgotten
   */
  void judge(Proof proof, TargetUri target, Instant oldest) throws Refusal {
    ProofHash hash = hash(proof, target);
    ReplayShare share = shares[(int) (hash.high() & (SHARES - 1))];
    switch (share.add(hash, proof.issuedAt().getEpochSecond(), oldest.getEpochSecond())) {
      case NEW -> {}
      case SEEN -> throw Refusal.of(Reason.PROOF_REPLAYED);
      case UNKNOWN -> throw Refusal.ofClaim(Reason.INVALID_PROOF, "iat");
    }
  }

  /** A jti is unique for its key and address (RFC 9449 §4.2); none of the three has a line end. */
  private ProofHash hash(Proof proof, TargetUri target) {
    MessageDigest digest = Sha256.start();
    digest.update(salt);
    for (String part : new String[] {proof.thumbprint(), target.origin(), target.path()}) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(proof.id().getBytes(StandardCharsets.UTF_8)));
    return new ProofHash(hash.getLong(), hash.getLong());
  }
}
