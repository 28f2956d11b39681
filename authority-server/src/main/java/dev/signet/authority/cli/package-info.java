/**
 * The command line: one class per verb.
 *
 * <p>Owns how a person or a script says what to do and how the outcome is printed; what is done is
 * the business of the other packages. Secrets are printed once and never taken as an argument.
 * Start reading at {@link dev.signet.authority.cli.CommandTree}.
 */
@NullMarked
package dev.signet.authority.cli;

import org.jspecify.annotations.NullMarked;
