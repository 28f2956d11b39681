/**
 * Whether the process lives and whether it can issue, for those who route requests to it.
 *
 * <p>Owns how parts are looked at without a thread for each who asks; what there is to look at is
 * named by the root. Start reading at {@link dev.signet.authority.health.HealthEndpoint}.
 */
@NullMarked
package dev.signet.authority.health;

import org.jspecify.annotations.NullMarked;
