/**
 * Judges one token: its spelling, its header, its claims and its times; hidden from users of the
 * library.
 *
 * <p>Owns the strict reader and every rule, each of which can be asked by itself. It does not know
 * keys, signatures or the network. Start reading at {@code CompactToken}, then {@code HeaderRules}
 * and {@code ClaimRules}.
 */
@NullMarked
package dev.signet.validator.rules;

import org.jspecify.annotations.NullMarked;
