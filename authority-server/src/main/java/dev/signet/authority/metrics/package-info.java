/**
 * What the authority measures of itself, for Prometheus.
 *
 * <p>Owns the registry, how it is served, and one class for the measurements of each job; the jobs
 * themselves do not know of Micrometer. Start reading at {@link
 * dev.signet.authority.metrics.Metrics}.
 */
@NullMarked
package dev.signet.authority.metrics;

import org.jspecify.annotations.NullMarked;
