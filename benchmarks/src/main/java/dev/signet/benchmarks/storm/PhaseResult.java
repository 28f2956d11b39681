package dev.signet.benchmarks.storm;

/**
 * One run of a phase.
 *
 * @param good what the good tokens took
 * @param flood what became of the stranger's
 * @param fetches requests that reached the authority
 */
record PhaseResult(GoodTraffic.Times good, FloodResult flood, int fetches) {
  PhaseResult withFetches(int counted) {
    return new PhaseResult(good, flood, counted);
  }
}
