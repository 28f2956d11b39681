/**
 * What the authority remembers of sessions: the record, and the interface through which it is kept.
 *
 * <p>Owns no rule about when a session ends; that is the business of {@code session}. Knows no SQL.
 * Start reading at {@link dev.signet.authority.storage.session.SessionRepository}.
 */
@NullMarked
package dev.signet.authority.storage.session;

import org.jspecify.annotations.NullMarked;
