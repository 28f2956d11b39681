/**
 * What goes wrong around a running authority, with real processes and real servers: a database that
 * is killed, has no connection left, is locked or full; a node that stands still; an upgrade.
 *
 * <p>Traffic runs throughout, and what was answered is held against what is true afterwards. Start
 * reading at {@link dev.signet.authority.faults.Promises}.
 */
@NullMarked
package dev.signet.authority.faults;

import org.jspecify.annotations.NullMarked;
