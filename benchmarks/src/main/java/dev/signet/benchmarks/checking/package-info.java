/**
 * Measures what it costs to check a token that was never seen before.
 *
 * <p>Owns the tokens, the peers that check them (this product, the platform's bare verification,
 * four libraries) and the JMH benchmark over both. Knows nothing of servers. Start reading at
 * {@code CheckTokens}.
 */
@NullMarked
package dev.signet.benchmarks.checking;

import org.jspecify.annotations.NullMarked;
