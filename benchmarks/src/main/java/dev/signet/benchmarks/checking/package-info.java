/**
 * Measures what it costs one thread to check a token: never seen before, seen before, or bad.
 *
 * <p>Owns the JMH benchmarks and their tables. Who checks is in {@code peers}, what is checked in
 * {@code tokens}. Start reading at {@code CheckTokens}.
 */
@NullMarked
package dev.signet.benchmarks.checking;

import org.jspecify.annotations.NullMarked;
