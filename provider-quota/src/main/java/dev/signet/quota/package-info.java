/**
 * Counts a holder's calls at a provider, however many tokens they come with.
 *
 * <p>Owns whose calls count, how many there may be, and the answer with its headers. Counting
 * itself is in {@code count}; the stores that providers share are in {@code redis} and {@code
 * postgres}. Whether a token is good is the validator's business. Start reading at {@link
 * HolderQuotas}.
 */
@NullMarked
package dev.signet.quota;

import org.jspecify.annotations.NullMarked;
