/**
 * Keeps what was fetched on the disk, so that a process starts while its source is down; hidden
 * from users of the library.
 *
 * <p>Owns the format of a file and which files are trusted. It does not know when to write one, and
 * keys from a file pass the same reader as those from the network. Start reading at {@code
 * KeptKeys}.
 */
@NullMarked
package dev.signet.validator.disk;

import org.jspecify.annotations.NullMarked;
