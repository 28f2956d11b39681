/**
 * Counts calls by key: in this process, or in a store that several share with this process to fall
 * back on.
 *
 * <p>Owns the arithmetic of a window and what happens when the store or the clock fails. Knows
 * nothing of tokens. Start reading at {@code TakeCommand}, the one place that counts.
 */
@NullMarked
package dev.signet.quota.count;

import org.jspecify.annotations.NullMarked;
