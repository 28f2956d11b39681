package dev.signet.benchmarks.revocation;

import dev.signet.benchmarks.figures.Latencies;
import java.time.Duration;

/**
 * When revocations arrived.
 *
 * @param revocations how many
 * @param validators how many each had to reach
 * @param refusals one time for each pair of a revocation and a validator
 * @param sweeps how far the times may be too long
 * @param slowestFetch the longest that this program waited for a delta, one fetch a revocation
 * @param eventBytes what the stream sends for one of them
 */
record Arrivals(
    int revocations,
    int validators,
    Latencies refusals,
    Latencies sweeps,
    Duration slowestFetch,
    int eventBytes) {}
