/**
 * Slows guessing down: whoever fails too often waits, and whom they guess at goes on.
 *
 * <p>Owns whose failures are counted together, how long whom that makes wait, and what nodes tell
 * each other of it. How credentials are judged is the business of {@code authn}, where the counts
 * are kept that of {@code storage.guessing}. Start reading at {@link
 * dev.signet.authority.guessing.GuessingGuard}.
 */
@NullMarked
package dev.signet.authority.guessing;

import org.jspecify.annotations.NullMarked;
