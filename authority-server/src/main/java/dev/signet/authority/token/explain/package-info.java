/**
 * How a token would come about, step by step, without issuing it.
 *
 * <p>Owns the words of {@code tokens issue --explain}. What it explains is decided by {@code token}
 * and {@code token.claims}, which it asks. Start reading at {@link
 * dev.signet.authority.token.explain.DryRun}.
 */
@NullMarked
package dev.signet.authority.token.explain;

import org.jspecify.annotations.NullMarked;
