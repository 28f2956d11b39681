package dev.signet.validator;

import dev.signet.validator.crypto.Engines;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a validator stands at one moment: what a readiness probe and a dashboard need.
 *
 * <p>Immutable and thread-safe; taking it costs no I/O and no lock.
 *
 * @param phase how old the keys are
 * @param keyAge time since the authority was last reached, the larger of what the monotonic and the
 *     wall clock say; empty for {@code EMPTY} and {@code PINNED}
 * @param survivesUntil until when tokens are still accepted if the authority is not reached again,
 *     by the keys and by the revocations; empty if none are accepted now, and for {@code PINNED}
 *     without revocations (no end)
 * @param faults what went wrong last, by kind
 * @param clockSkewEstimate how far this clock and the authority's differ, by its last answer with a
 *     {@code Date}
 * @param counters what happened since the start
 * @param revocations how what is revoked stands; empty where it is not asked for: with shared keys,
 *     or an address of keys, without an address of revocations
 * @param providers who verifies the signatures of each algorithm for which a key has been seen
 * @param proofs what is remembered of the proofs that were taken
 */
public record ValidatorState(
    Phase phase,
    Optional<Duration> keyAge,
    Optional<Instant> survivesUntil,
    Faults faults,
    Optional<ClockSkew> clockSkewEstimate,
    Counters counters,
    Optional<Revocations> revocations,
    Map<Algorithm, CryptoProvider> providers,
    Proofs proofs) {

  /** The age of the keys in words. */
  public enum Phase {
    /** No keys yet: every verdict on a well-formed token is {@code no_keys_yet}. */
    EMPTY,
    /** The authority was reached as often as planned. */
    FRESH,
    /** A refresh is overdue; tokens are accepted and flagged. */
    STALE,
    /** The keys are older than the policy allows: {@code keys_too_old}. */
    EXPIRED,
    /** The keys were given to the builder: they never age, and there is no network at all. */
    PINNED
  }

  /**
   * How the revocations stand.
   *
   * @param phase how old they are; {@code EMPTY} and {@code EXPIRED} make every verdict on an
   *     otherwise good token {@code revocations_too_old}
   * @param age time since what is held was signed, less the clock skew allowed; empty for {@code
   *     EMPTY}
   * @param survivesUntil until when they can be used if nothing newer comes: the end that their
   *     authority gave them, or that of the stale policy; empty for {@code EMPTY} and {@code
   *     EXPIRED}
   * @param sequence the number of the latest change of the list; empty if none can be used, or the
   *     authority offers none
   * @param entries how many tokens and rules the list holds
   * @param faults what went wrong last with them, by kind
   * @param fetches attempts to fetch them, whatever their outcome
   * @param failedFetches attempts that brought no answer
   * @param rejectedUpdates answers, or documents of the stream, that must not replace what is held
   * @param stream how the stream stands; empty where none is listened to
   * @param failedReports reports of what is enforced that the authority did not take
   */
  public record Revocations(
      Phase phase,
      Optional<Duration> age,
      Optional<Instant> survivesUntil,
      OptionalLong sequence,
      int entries,
      Faults faults,
      long fetches,
      long failedFetches,
      long rejectedUpdates,
      Optional<Stream> stream,
      long failedReports) {
    /** Makes a description. */
    public Revocations {
      Objects.requireNonNull(phase, "phase");
      Objects.requireNonNull(age, "age");
      Objects.requireNonNull(survivesUntil, "survivesUntil");
      Objects.requireNonNull(sequence, "sequence");
      Objects.requireNonNull(faults, "faults");
      Objects.requireNonNull(stream, "stream");
    }
  }

  /**
   * How the stream of revocations stands; nothing depends on it.
   *
   * @param connected whether it is open
   * @param events what came on it since the start: changes, heartbeats, and what was not believed
   */
  public record Stream(boolean connected, long events) {}

  /**
   * What went wrong last, in words that quote nothing of what strangers sent.
   *
   * @param lastError why the last fetch failed; empty after a successful one
   * @param lastRejection why an answer was last not installed, since the start
   * @param ignoredSnapshot why the file of an earlier run was not used, at the start
   * @param unwrittenSnapshot why nothing could be kept on the disk; empty once it could
   */
  public record Faults(
      Optional<String> lastError,
      Optional<String> lastRejection,
      Optional<String> ignoredSnapshot,
      Optional<String> unwrittenSnapshot) {
    /** Nothing went wrong. */
    public static final Faults NONE =
        new Faults(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Makes a list of faults. */
    public Faults {
      Objects.requireNonNull(lastError, "lastError");
      Objects.requireNonNull(lastRejection, "lastRejection");
      Objects.requireNonNull(ignoredSnapshot, "ignoredSnapshot");
      Objects.requireNonNull(unwrittenSnapshot, "unwrittenSnapshot");
    }
  }

  /**
   * An estimate of how far two clocks differ.
   *
   * @param ahead how far this clock is ahead of the authority's; negative when it is behind
   * @param uncertainty how far off the estimate may be: half the round trip and half the second
   *     that a {@code Date} is cut to, at least 1 s
   */
  public record ClockSkew(Duration ahead, Duration uncertainty) {
    /** Makes an estimate. */
    public ClockSkew {
      Objects.requireNonNull(ahead, "ahead");
      Objects.requireNonNull(uncertainty, "uncertainty");
    }

    /** The difference in whole seconds, such as {@code about 7 s behind the authority's}. */
    public static String inWords(Duration ahead) {
      long seconds = ahead.abs().plusMillis(500).toSeconds();
      return "about "
          + seconds
          + (ahead.isNegative() ? " s behind" : " s ahead of")
          + " the authority's";
    }

    /** Whether the clocks differ for sure: by more than the uncertainty. */
    public boolean certain() {
      return ahead.abs().compareTo(uncertainty) > 0;
    }
  }

  /**
   * What happened since the start, and what is held now.
   *
   * @param fetches attempts to reach the authority, whatever their outcome
   * @param failedFetches attempts that brought no answer
   * @param rejectedUpdates answers that were not good enough to replace the keys held
   * @param suppressedFetches fetches for unknown keys that the limits did not allow
   * @param ignoredSnapshots files of earlier runs that were not used
   * @param usableKeys keys held now
   * @param skippedKeys keys of the same set that are weak, broken or of another algorithm
   */
  public record Counters(
      long fetches,
      long failedFetches,
      long rejectedUpdates,
      long suppressedFetches,
      long ignoredSnapshots,
      int usableKeys,
      int skippedKeys) {}

  /**
   * Who verifies the signatures of one algorithm; immutable.
   *
   * @param name the name of the {@link java.security.Provider}, or {@code java.math} for RSA
   *     without any
   * @param version its version
   * @param faster what a faster provider, which is absent, would gain, in words
   */
  public record CryptoProvider(String name, String version, Optional<String> faster) {
    /** Makes a description. */
    public CryptoProvider {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(faster, "faster");
    }
  }

  /**
   * What is remembered of the proofs that were taken, so that none is taken twice; immutable.
   *
   * @param remembered how many there are
   * @param narrowed how often there was no more room, and a second of proofs was forgotten and
   *     refused before its time, or a proof was refused: give more room
   */
  public record Proofs(int remembered, long narrowed) {
    /** None yet. */
    public static final Proofs NONE = new Proofs(0, 0);
  }

  /** Makes a state. */
  public ValidatorState {
    Objects.requireNonNull(proofs, "proofs");
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(keyAge, "keyAge");
    Objects.requireNonNull(survivesUntil, "survivesUntil");
    Objects.requireNonNull(faults, "faults");
    Objects.requireNonNull(clockSkewEstimate, "clockSkewEstimate");
    Objects.requireNonNull(counters, "counters");
    Objects.requireNonNull(revocations, "revocations");
    providers = Map.copyOf(providers);
  }

  ValidatorState with(Engines engines, Proofs newProofs) {
    Map<Algorithm, CryptoProvider> chosen = new EnumMap<>(Algorithm.class);
    for (Algorithm algorithm : Algorithm.values()) {
      engines
          .chosen(algorithm.joseName())
          .map(p -> new CryptoProvider(p.name(), p.version(), p.faster()))
          .ifPresent(provider -> chosen.put(algorithm, provider));
    }
    return new ValidatorState(
        phase,
        keyAge,
        survivesUntil,
        faults,
        clockSkewEstimate,
        counters,
        revocations,
        chosen,
        newProofs);
  }

  /** This state of the keys with that of the revocations. */
  ValidatorState with(Optional<Revocations> newRevocations) {
    boolean usable = isUsable(phase) && newRevocations.map(r -> isUsable(r.phase())).orElse(true);
    Optional<Instant> first =
        java.util.stream.Stream.concat(
                survivesUntil.stream(), newRevocations.flatMap(Revocations::survivesUntil).stream())
            .min(Comparator.naturalOrder());
    return new ValidatorState(
        phase,
        keyAge,
        usable ? first : Optional.empty(),
        faults,
        clockSkewEstimate,
        counters,
        newRevocations,
        providers,
        proofs);
  }

  private static boolean isUsable(Phase phase) {
    return phase != Phase.EMPTY && phase != Phase.EXPIRED;
  }

  /** Whether tokens can be accepted now: neither keys nor revocations are empty or expired. */
  public boolean ready() {
    return isUsable(phase) && revocations.map(held -> isUsable(held.phase())).orElse(true);
  }

  /**
   * Whether revocations of this issuer's tokens reach this validator; when false a token lives
   * until it expires.
   */
  public boolean revocable() {
    return revocations.map(held -> held.sequence().isPresent()).orElse(false);
  }

  /** Why the last fetch failed; empty after a successful one. */
  public Optional<String> lastError() {
    return faults.lastError();
  }

  /**
   * How far this clock is ahead of the authority's, negative when it is behind; empty unless they
   * differ for sure.
   */
  public Optional<Duration> clockSkew() {
    return clockSkewEstimate.filter(ClockSkew::certain).map(ClockSkew::ahead);
  }
}
