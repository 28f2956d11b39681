/**
 * Counts that several providers share through a Redis.
 *
 * <p>Owns the connection and what its failures are. Needs Lettuce and Bucket4j's part for it on the
 * class path. Start reading at {@link RedisCounts}.
 */
@NullMarked
package dev.signet.quota.redis;

import org.jspecify.annotations.NullMarked;
