package dev.signet.quota.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.signet.quota.count.Buckets;
import dev.signet.quota.count.Call;
import dev.signet.quota.count.Counts;
import dev.signet.quota.count.LostCountException;
import dev.signet.quota.count.Tally;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.github.bucket4j.redis.lettuce.cas.LettuceBasedProxyManager;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Counts in one Redis, by comparing and setting; thread-safe. */
final class RedisStore implements Counts {
  private static final String PREFIX = "signet-quota:";
  private static final Duration FIRST_CONNECT = Duration.ofSeconds(1);
  private static final Duration BETWEEN_CONNECTS = Duration.ofSeconds(1);

  private final RedisURI address;
  private final Duration longestWait;
  private final Buckets buckets;
  private final ClientResources resources;
  private final RedisClient client;
  private CompletableFuture<LettuceBasedProxyManager<byte[]>> connected;

  RedisStore(RedisURI address, Clock clock, Duration longestWait) {
    this.address = address;
    this.longestWait = longestWait;
    this.buckets = new Buckets(clock);
    this.resources =
        ClientResources.builder().reconnectDelay(Delay.constant(BETWEEN_CONNECTS)).build();
    this.client = RedisClient.create(resources);
    client.setOptions(
        ClientOptions.builder()
            // A call that cannot be counted now is counted elsewhere, not later.
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .build());
    this.connected = connect();
    awaitFirstConnection();
  }

  /** Whoever starts beside a Redis that works should not begin by counting alone. */
  private void awaitFirstConnection() {
    try {
      connected.get(FIRST_CONNECT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      // The first call says so, and later ones try again.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<LettuceBasedProxyManager<byte[]>> connect() {
    return client
        .connectAsync(ByteArrayCodec.INSTANCE, address)
        .toCompletableFuture()
        .thenApply(this::buckets);
  }

  private LettuceBasedProxyManager<byte[]> buckets(
      StatefulRedisConnection<byte[], byte[]> connection) {
    return Bucket4jLettuce.casBasedBuilder(connection)
        .clientClock(buckets)
        .requestTimeout(longestWait)
        .expirationAfterWrite(Buckets.expiration())
        .build();
  }

  @Override
  public Tally take(Call call) {
    LettuceBasedProxyManager<byte[]> store = connected();
    try {
      return buckets.takeShared(
          (key, request) -> store.execute((PREFIX + key).getBytes(US_ASCII), request), call);
    } catch (RuntimeException e) {
      // Not reached, not in time, or what another program wrote there.
      throw new LostCountException(e);
    }
  }

  private LettuceBasedProxyManager<byte[]> connected() {
    try {
      return attempt().get(longestWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new LostCountException(e);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new LostCountException("no connection yet");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LostCountException("interrupted");
    }
  }

  /** The first connection, or another attempt at it; once made, the client keeps it up. */
  private synchronized CompletableFuture<LettuceBasedProxyManager<byte[]>> attempt() {
    if (connected.isCompletedExceptionally()) {
      connected = connect();
    }
    return connected;
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
  }
}
