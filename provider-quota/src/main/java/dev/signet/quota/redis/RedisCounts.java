package dev.signet.quota.redis;

import dev.signet.quota.count.Counts;
import dev.signet.quota.count.SharedCounts;
import io.lettuce.core.RedisURI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/**
 * A Redis in which several processes share one count: version 6 or later, one server or one with
 * sentinels; no cluster.
 *
 * <p>The keys begin with {@code signet-quota:} and expire with their windows. What Redis loses
 * begins anew. Immutable and thread-safe.
 */
public final class RedisCounts implements SharedCounts {
  private final RedisURI address;

  private RedisCounts(RedisURI address) {
    this.address = address;
  }

  /**
   * The Redis at an address, which also says user, password, database and TLS. Connections are made
   * by {@link #open}, and again each second after they were lost.
   */
  public static RedisCounts at(RedisURI address) {
    return new RedisCounts(Objects.requireNonNull(address, "address"));
  }

  @Override
  public Counts open(Clock clock, Duration longestWait) {
    return new RedisStore(address, clock, longestWait);
  }
}
