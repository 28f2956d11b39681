/**
 * The verbs that show who waits after failed attempts to authenticate, and end such waits.
 *
 * <p>Owns how they are printed; who waits and how long is the business of {@code guessing}. Start
 * reading at {@link dev.signet.authority.cli.guesses.GuessVerbs}.
 */
@NullMarked
package dev.signet.authority.cli.guesses;

import org.jspecify.annotations.NullMarked;
