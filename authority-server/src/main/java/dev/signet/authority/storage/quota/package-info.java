/**
 * What the authority remembers of allowances: what operators gave to whom, and how much of it
 * several nodes have used together.
 *
 * <p>Owns no rule about who is counted; that is the business of {@code quota}. Knows no SQL. Start
 * reading at {@link dev.signet.authority.storage.quota.AllowanceRepository}.
 */
@NullMarked
package dev.signet.authority.storage.quota;

import org.jspecify.annotations.NullMarked;
