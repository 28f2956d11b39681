/**
 * The signed list of allowances, by which providers learn of a change without a new token.
 *
 * <p>Owns what is in the list, how long it stays there, and its form. Who may have how much is the
 * business of {@code quota}; what a provider does with the list, that of {@code provider-quota}.
 * Start reading at {@link dev.signet.authority.quota.published.AllowancePublisher}.
 */
@NullMarked
package dev.signet.authority.quota.published;

import org.jspecify.annotations.NullMarked;
