/**
 * The tables of failed attempts and of known addresses, and the statements on them.
 *
 * <p>Owns no rule about who waits; that is the business of {@code guessing}. Start reading at
 * {@link dev.signet.authority.storage.sql.guessing.SqlGuessRepository}.
 */
@NullMarked
package dev.signet.authority.storage.sql.guessing;

import org.jspecify.annotations.NullMarked;
