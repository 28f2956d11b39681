package dev.signet.validator;

import dev.signet.validator.crypto.Engines;
import dev.signet.validator.proof.Nonces;
import dev.signet.validator.proof.ProofJudge;
import dev.signet.validator.proof.ProofRules;
import dev.signet.validator.proof.ReplayWindow;
import dev.signet.validator.sender.RequestJudge;
import dev.signet.validator.sender.SenderRules;
import dev.signet.validator.settings.SettingRules;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.TreeSet;

/**
 * How the senders of requests are held to the keys of their tokens, by DPoP (<a
 * href="https://www.rfc-editor.org/rfc/rfc9449">RFC 9449</a>) or by certificates (<a
 * href="https://www.rfc-editor.org/rfc/rfc8705#section-3">RFC 8705 §3</a>).
 *
 * <p>A token that is bound is never accepted without what it is bound to, whatever is set here;
 * this says what else is asked for. A proof is good once for one validator: another instance of the
 * provider takes it as well while it is young enough, unless it asks for {@link #nonces} of its
 * own. Immutable and thread-safe.
 */
public final class SenderConstraint {
  private static final int LEAST_REMEMBERED = 1024;
  private static final int MOST_REMEMBERED = 1 << 24;

  private final SenderRules rules;
  private final ProofRules proofs;
  private final int rememberedProofs;

  private SenderConstraint(SenderRules rules, ProofRules proofs, int rememberedProofs) {
    this.rules = rules;
    this.proofs = proofs;
    this.rememberedProofs = rememberedProofs;
  }

  /** Tokens that are bound are held to it, and others are bearer tokens: the default. */
  public static SenderConstraint whereBound() {
    return new SenderConstraint(new SenderRules(false, false), ProofRules.usual(), 1 << 17);
  }

  /** As {@link #whereBound}, but a token that is bound to nothing is {@code not_bound}. */
  public static SenderConstraint always() {
    return new SenderConstraint(new SenderRules(true, false), ProofRules.usual(), 1 << 17);
  }

  /**
   * A proof that comes with a bearer token is no matter; by default it makes the request {@code
   * not_bound}, as its sender takes the token for bound.
   */
  public SenderConstraint ignoringIdleProofs() {
    return new SenderConstraint(new SenderRules(rules.boundOnly(), true), proofs, rememberedProofs);
  }

  /**
   * How long ago a proof may have been made, equal included; 60 s by default.
   *
   * @throws IllegalArgumentException unless from 1 s to 10 min
   */
  public SenderConstraint proofAge(Duration longest) {
    SettingRules.between("proofAge", longest, Duration.ofSeconds(1), Duration.ofMinutes(10));
    return with(new ProofRules(proofs.algorithms(), longest, proofs.clockSkew(), proofs.nonces()));
  }

  /**
   * How far ahead of this clock a proof may have been made, equal included; 5 s by default.
   *
   * @throws IllegalArgumentException unless from zero to 1 min
   */
  public SenderConstraint proofClockSkew(Duration skew) {
    SettingRules.between("proofClockSkew", skew, Duration.ZERO, Duration.ofMinutes(1));
    return with(new ProofRules(proofs.algorithms(), proofs.longestAge(), skew, proofs.nonces()));
  }

  /**
   * How many proofs are remembered, so that none is accepted twice; 131 072 by default, about 100
   * bytes each while they are young enough to be sent again. When there are more, the oldest are
   * forgotten and all of their age refused: {@link ValidatorState.Proofs#narrowed} counts it.
   *
   * @throws IllegalArgumentException unless from 1024 to 16 777 216
   */
  public SenderConstraint rememberedProofs(int most) {
    if (most < LEAST_REMEMBERED || most > MOST_REMEMBERED) {
      throw new IllegalArgumentException(
          "rememberedProofs is " + most + "; give " + LEAST_REMEMBERED + " to " + MOST_REMEMBERED);
    }
    return new SenderConstraint(rules, proofs, most);
  }

  /**
   * Asks for a nonce in each proof (<a href="https://www.rfc-editor.org/rfc/rfc9449#section-9">RFC
   * 9449 §9</a>), which only validators made with this constraint give: one, unless the program
   * gives it to several; none by default. A proof that was sent to another instance is refused
   * here.
   *
   * @param slot how long one is given; it is good for at least as long, and less than twice as long
   * @throws IllegalArgumentException unless from 1 s to 1 h
   */
  public SenderConstraint nonces(Duration slot) {
    return with(proofs.requiring(Nonces.ofThisInstance(slot(slot))));
  }

  /**
   * As {@link #nonces(Duration)}, of all instances that have this key: a client may go from one to
   * the other, and a proof is good once at each.
   *
   * @param key 32 random bytes or more
   * @throws IllegalArgumentException if the key is shorter
   */
  public SenderConstraint nonces(Duration slot, byte[] key) {
    return with(proofs.requiring(Nonces.sharing(Objects.requireNonNull(key, "key"), slot(slot))));
  }

  private static Duration slot(Duration slot) {
    return SettingRules.between("nonces", slot, Duration.ofSeconds(1), Duration.ofHours(1));
  }

  private SenderConstraint with(ProofRules newProofs) {
    return new SenderConstraint(rules, newProofs, rememberedProofs);
  }

  ReplayWindow replayWindow() {
    return new ReplayWindow(rememberedProofs);
  }

  RequestJudge judge(ReplayWindow seen, Clock clock, Engines engines, String challengeStart) {
    return new RequestJudge(
        rules,
        new ProofJudge(proofs, seen, clock, engines),
        challengeStart,
        String.join(" ", new TreeSet<>(proofs.algorithms())));
  }
}
