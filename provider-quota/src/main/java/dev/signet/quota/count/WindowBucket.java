package dev.signet.quota.count;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketState;
import io.github.bucket4j.ConfigurationBuilder;
import io.github.bucket4j.MathType;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.distributed.remote.RemoteStat;
import java.time.Duration;
import java.util.Optional;

/**
 * How a bucket of Bucket4j stores a window: as its first limit, whose name is the start, and the
 * ration of the newest token if another counts; and the longer window as a second one, which no
 * call comes up against.
 *
 * <p>Calls that are consumed are used of both, and the bucket is kept until both are over.
 */
final class WindowBucket {
  private static final String SEPARATOR = "/";
  private static final String LONGER = "longer";
  private static final long MORE_THAN_ANY = 1L << 60;

  /** Bucket4j refills at most one a nanosecond; nothing depends on it. */
  private static final long REFILLED = 1_000_000_000;

  private WindowBucket() {}

  static CountedWindow read(BucketState bucket) {
    Bandwidth[] limits = bucket.getConfiguration().getBandwidths();
    long start = Long.parseLong(name(limits[0])[0]);
    Optional<CountedWindow.Longer> longer = Optional.empty();
    if (limits.length > 1) {
      long end = start + limits[1].getRefillPeriodNanos();
      longer =
          Optional.of(
              new CountedWindow.Longer(end, limits[1].getCapacity() - bucket.getCurrentSize(1)));
    }
    long limit = limits[0].getCapacity();
    long used = limit - bucket.getCurrentSize(0);
    return new CountedWindow(limit, limits[0].getRefillPeriodNanos(), start, used, longer);
  }

  static Rations readRations(RemoteBucketState bucket) {
    Bandwidth current = bucket.getConfiguration().getBandwidths()[0];
    Long order = bucket.getConfigurationVersion();
    Ration inForce =
        ration(
            current.getCapacity(),
            current.getRefillPeriodNanos(),
            order == null ? Long.MIN_VALUE : order);
    String[] name = name(current);
    return name.length == 1
        ? new Rations(inForce, inForce)
        : new Rations(
            inForce,
            ration(Long.parseLong(name[1]), Long.parseLong(name[2]), Long.parseLong(name[3])));
  }

  private static Ration ration(long limit, long windowNanos, long order) {
    return new Ration(limit, Duration.ofNanos(windowNanos), order);
  }

  private static String[] name(Bandwidth current) {
    return current.getId().split(SEPARATOR, -1);
  }

  static RemoteBucketState write(CountedWindow window, Rations rations) {
    ConfigurationBuilder limits =
        BucketConfiguration.builder().addLimit(current(window, name(window, rations)));
    window.longer().ifPresent(longer -> limits.addLimit(longer(window, longer)));
    BucketState bucket =
        BucketState.createInitialState(limits.build(), MathType.INTEGER_64_BITS, window.start());
    bucket.consume(window.used());
    return new RemoteBucketState(bucket, new RemoteStat(0), rations.inForce().order());
  }

  private static String name(CountedWindow window, Rations rations) {
    String start = Long.toString(window.start());
    Ration ofTokens = rations.ofTokens();
    return ofTokens.equals(rations.inForce())
        ? start
        : String.join(
            SEPARATOR,
            start,
            Long.toString(ofTokens.limit()),
            Long.toString(ofTokens.window().toNanos()),
            Long.toString(ofTokens.order()));
  }

  private static Bandwidth current(CountedWindow window, String name) {
    return Bandwidth.builder()
        .capacity(window.limit())
        .refillIntervally(window.limit(), Duration.ofNanos(window.length()))
        .id(name)
        .build();
  }

  private static Bandwidth longer(CountedWindow window, CountedWindow.Longer longer) {
    long period = longer.end() - window.start();
    return Bandwidth.builder()
        .capacity(MORE_THAN_ANY)
        .refillIntervally(Math.min(period, REFILLED), Duration.ofNanos(period))
        // What is used of this window is consumed of both.
        .initialTokens(MORE_THAN_ANY - Math.max(0, longer.used() - window.used()))
        .id(LONGER)
        .build();
  }
}
