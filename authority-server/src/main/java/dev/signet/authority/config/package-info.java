/**
 * What an operator sets: read from a YAML file and the environment, judged as a whole.
 *
 * <p>Owns the names of the settings, their defaults, ranges and contradictions; every fault is told
 * at once, each with its setting and its fix. It does not know what becomes of the values: each
 * part of the authority owns the record of its own settings. Start reading at {@code
 * AuthorityConfig}.
 */
@NullMarked
package dev.signet.authority.config;

import org.jspecify.annotations.NullMarked;
