package dev.signet.benchmarks.revocation.list;

import com.sun.management.ThreadMXBean;
import dev.signet.benchmarks.figures.Spread;
import dev.signet.benchmarks.serving.AuthorityUnderTest;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.TokenValidatorBuilder;
import dev.signet.validator.ValidatorEvent;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a list costs a validator.
 *
 * @param listMillis processor time of its thread from its start until the list was in force
 * @param listBytes allocated in that time
 * @param deltaMillis processor time of that thread from then until a delta of one was in force
 * @param heap what one validator keeps
 */
record ValidatorCosts(Spread listMillis, Spread listBytes, Spread deltaMillis, Heap heap) {
  private static final int WARM_UPS = 10;
  private static final int RUNS = 15;

  /** Few, so that all have read a long list before the connection of the first is closed. */
  private static final int HELD = 6;

  /**
   * The JDK's client closes connections that nobody uses; until then it keeps what came on them.
   */
  private static final Duration UNTIL_CLOSED =
      Duration.ofSeconds(2L + Integer.getInteger("jdk.httpclient.keepalive.timeout", 30));

  private static final int COLLECTIONS = 5;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final long LONGEST_SECONDS = 60;

  /**
   * The heap that one validator keeps, with all that belongs to it.
   *
   * @param bytesConnected while the connection is open on which the list came
   * @param bytes once that has been closed, as nothing more was asked on it
   */
  record Heap(double bytesConnected, double bytes) {}

  /** What the thread had spent when something was installed. */
  private record Spent(long nanos, long bytes) {}

  /**
   * Starts validators one after another with answers from memory, and then some at once that fetch
   * for themselves and listen: a transport of the host may keep things of its own.
   */
  static ValidatorCosts measure(String issuer, CapturedAuthority authority)
      throws InterruptedException {
    List<Double> listMillis = new ArrayList<>();
    List<Double> listBytes = new ArrayList<>();
    List<Double> deltaMillis = new ArrayList<>();
    for (int run = 0; run < WARM_UPS + RUNS; run++) {
      BlockingQueue<Spent> installed = new LinkedBlockingQueue<>();
      try (TokenValidator validator = builder(issuer, installed).transport(authority).build()) {
        Spent list = next(installed);
        validator.refreshNow();
        Spent delta = next(installed);
        if (run >= WARM_UPS) {
          listMillis.add(list.nanos() / NANOS_PER_MILLI);
          listBytes.add((double) list.bytes());
          deltaMillis.add((delta.nanos() - list.nanos()) / NANOS_PER_MILLI);
        }
      }
    }
    return new ValidatorCosts(
        Spread.of(listMillis), Spread.of(listBytes), Spread.of(deltaMillis), heap(issuer));
  }

  private static TokenValidatorBuilder builder(String issuer, BlockingQueue<Spent> installed) {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    return TokenValidator.forAuthority(issuer, AuthorityUnderTest.AUDIENCE)
        .cryptoProvider(SignatureProvider.CORRETTO.open(TokenAlgorithm.ES256))
        .listener(
            event -> {
              // It is heard on the thread that installed it.
              if (event.kind() == ValidatorEvent.Kind.REVOCATIONS_INSTALLED) {
                installed.add(
                    new Spent(
                        threads.getCurrentThreadCpuTime(),
                        threads.getCurrentThreadAllocatedBytes()));
              }
            });
  }

  private static Spent next(BlockingQueue<Spent> installed) throws InterruptedException {
    Spent spent = installed.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
    if (spent == null) {
      throw new IllegalStateException("a validator did not install what the authority signed");
    }
    return spent;
  }

  private static Heap heap(String issuer) throws InterruptedException {
    List<TokenValidator> held = new ArrayList<>();
    awaitClosing();
    long before = usedHeap();
    for (int i = 0; i < HELD; i++) {
      BlockingQueue<Spent> installed = new LinkedBlockingQueue<>();
      held.add(builder(issuer, installed).build());
      next(installed);
    }
    double atOnce = (usedHeap() - before) / (double) HELD;
    awaitClosing();
    double later = (usedHeap() - before) / (double) HELD;
    held.forEach(TokenValidator::close);
    return new Heap(atOnce, later);
  }

  private static void awaitClosing() {
    long until = System.nanoTime() + UNTIL_CLOSED.toNanos();
    while (System.nanoTime() - until < 0) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  private static long usedHeap() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
