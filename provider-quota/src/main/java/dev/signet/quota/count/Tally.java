package dev.signet.quota.count;

import java.time.Duration;

/**
 * What came of a call; immutable.
 *
 * @param taken whether it was counted; if not, nothing was
 * @param limit the limit in force, which may be another than the call showed
 * @param window the window in force
 * @param remaining calls left in this window
 * @param untilReset time until the next window begins, more than zero
 */
public record Tally(
    boolean taken, long limit, Duration window, long remaining, Duration untilReset) {}
