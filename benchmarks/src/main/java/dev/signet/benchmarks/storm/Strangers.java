package dev.signet.benchmarks.storm;

import dev.signet.validator.TokenValidator;

/** Who sends what in which phase; no token is ever sent twice. For one thread. */
final class Strangers {
  /** More than any phase can send. */
  private static final long PER_PHASE = 1L << 32;

  private final Stranger unknownKeys;
  private final Stranger unsigned;
  private final int perSecond;
  private long phases;

  /**
   * Makes them ready.
   *
   * @param token a good one, whose claims they send
   */
  Strangers(String algorithm, String token, int perSecond) {
    this.unknownKeys = Stranger.withUnknownKeys(algorithm, token);
    this.unsigned = Stranger.withoutSignature(token);
    this.perSecond = perSecond;
  }

  /** Starts to send what belongs to the phase. */
  Flood start(Phase phase, TokenValidator validator) {
    Stranger stranger = phase == Phase.CHEAP ? unsigned : unknownKeys;
    return Flood.start(validator, stranger, perSecond, PER_PHASE * phases++);
  }
}
