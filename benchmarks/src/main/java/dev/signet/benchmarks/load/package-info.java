/**
 * Puts load on an HTTP server from one thread, and takes the time of each answer.
 *
 * <p>Owns connections and when they ask; what is asked, and of whom, is the business of those who
 * measure. Start reading at {@code LoadGenerator}, which keeps a server full, and {@code
 * PacedLoad}, which asks at a rate.
 */
@NullMarked
package dev.signet.benchmarks.load;

import org.jspecify.annotations.NullMarked;
