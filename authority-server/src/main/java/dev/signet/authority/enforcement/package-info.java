/**
 * Which validators enforce which change of the revocations, and how long that took.
 *
 * <p>Owns what validators report of themselves: it is not authenticated, it informs people, and
 * nothing is decided by it. Start reading at {@link
 * dev.signet.authority.enforcement.ValidatorReports}.
 */
@NullMarked
package dev.signet.authority.enforcement;

import org.jspecify.annotations.NullMarked;
