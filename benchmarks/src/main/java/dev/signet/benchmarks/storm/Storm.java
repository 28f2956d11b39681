package dev.signet.benchmarks.storm;

import dev.signet.benchmarks.storm.GoodTraffic.Times;
import dev.signet.benchmarks.tokens.KeyServer;
import dev.signet.benchmarks.tokens.PresentedToken;
import dev.signet.validator.TokenValidator;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Runs the phases, one after the other, on one validator. */
final class Storm {
  private final KeyServer authority;
  private final TokenValidator validator;
  private final GoodTraffic good;
  private final Strangers strangers;

  Storm(KeyServer authority, TokenValidator validator, GoodTraffic good, Strangers strangers) {
    this.authority = authority;
    this.validator = validator;
    this.good = good;
    this.strangers = strangers;
  }

  /** Each phase once, for that long. */
  Map<Phase, PhaseResult> round(Duration time) throws InterruptedException {
    Map<Phase, PhaseResult> results = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      List<PresentedToken> unseen = good.prepare(time);
      int fetches = authority.requests();
      if (phase == Phase.HANGING) {
        authority.hang();
      }
      PhaseResult result = run(phase, unseen);
      authority.recover();
      results.put(phase, result.withFetches(authority.requests() - fetches));
    }
    return results;
  }

  private PhaseResult run(Phase phase, List<PresentedToken> unseen) throws InterruptedException {
    if (phase == Phase.QUIET) {
      return new PhaseResult(good.run(unseen), FloodResult.NONE, 0);
    }
    long start = System.nanoTime();
    try (Flood flood = strangers.start(phase, validator)) {
      Times times = good.run(unseen);
      return new PhaseResult(times, flood.stop(Duration.ofNanos(System.nanoTime() - start)), 0);
    }
  }
}
