/**
 * What the authority remembers of failed attempts to authenticate: the records, and the interface
 * through which they are kept.
 *
 * <p>Owns no rule about who waits and how long; that is the business of {@code guessing}. Knows no
 * SQL, and no name of a consumer: names stand as hashes. Start reading at {@link
 * dev.signet.authority.storage.guessing.GuessRepository}.
 */
@NullMarked
package dev.signet.authority.storage.guessing;

import org.jspecify.annotations.NullMarked;
