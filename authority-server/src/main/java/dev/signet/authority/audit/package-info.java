/**
 * What happened, for those who must account for it: one method and a closed list of events.
 *
 * <p>Owns the names of the events and of their fields, and how a line looks. Does not decide what
 * is worth an event; whoever does the deed records it. Never holds a secret or a token. Start
 * reading at {@link dev.signet.authority.audit.AuditEvent}.
 */
@NullMarked
package dev.signet.authority.audit;

import org.jspecify.annotations.NullMarked;
