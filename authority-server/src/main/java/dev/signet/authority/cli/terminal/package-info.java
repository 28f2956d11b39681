/**
 * What every verb of the command line stands on: a terminal, the common options, and the way to the
 * authority.
 *
 * <p>Owns how results are printed and which exit codes there are; the verbs themselves are in
 * {@code cli} and its other packages. Start reading at {@link
 * dev.signet.authority.cli.terminal.Verb}.
 */
@NullMarked
package dev.signet.authority.cli.terminal;

import org.jspecify.annotations.NullMarked;
