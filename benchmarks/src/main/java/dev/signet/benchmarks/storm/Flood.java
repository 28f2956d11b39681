package dev.signet.benchmarks.storm;

import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends a stranger's tokens at a fixed rate, whatever becomes of them. A check that waits holds one
 * thread of many, and those that are due go on with the rest. For one use.
 */
final class Flood implements AutoCloseable {
  /** The validator lets 16 checks wait at once; as many again and more go on. */
  private static final int THREADS = 64;

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long WAITED_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final TokenValidator validator;
  private final Stranger stranger;
  private final Pace pace;
  private final long firstIndex;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Thread pacer = new Thread(this::send, "stranger");
  private final LongAdder done = new LongAdder();
  private final LongAdder waited = new LongAdder();
  private final LongAdder surprises = new LongAdder();
  private final LongAccumulator longest = new LongAccumulator(Math::max, 0);
  private final AtomicLong sent = new AtomicLong();
  private volatile boolean stopped;

  private Flood(TokenValidator validator, Stranger stranger, Pace pace, long firstIndex) {
    this.validator = validator;
    this.stranger = stranger;
    this.pace = pace;
    this.firstIndex = firstIndex;
  }

  /** Starts to send; no token of another flood has one of these indexes. */
  static Flood start(TokenValidator validator, Stranger stranger, int perSecond, long firstIndex) {
    Flood flood = new Flood(validator, stranger, Pace.startingNow(perSecond), firstIndex);
    flood.pacer.start();
    return flood;
  }

  private void send() {
    do {
      long due = pace.dueAt(System.nanoTime());
      while (sent.get() < due) {
        long index = firstIndex + sent.getAndIncrement();
        threads.execute(() -> check(stranger.token(index)));
      }
      LockSupport.parkNanos(TICK_NANOS);
    } while (!stopped);
  }

  private void check(String token) {
    long start = System.nanoTime();
    Verdict verdict = validator.checkToken(token);
    long took = System.nanoTime() - start;
    done.increment();
    longest.accumulate(took);
    if (took > WAITED_NANOS) {
      waited.increment();
    }
    if (!(verdict instanceof Verdict.Refused refused) || refused.reason() != stranger.reason()) {
      surprises.increment();
    }
  }

  /**
   * Stops, and tells what happened.
   *
   * @param time how long it lasted
   * @throws IllegalStateException if a token met another verdict than it should
   */
  FloodResult stop(Duration time) throws InterruptedException {
    stopped = true;
    pacer.join();
    long behind = sent.get() - done.sum();
    threads.shutdown();
    if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("checks of the stranger's tokens do not end");
    }
    if (surprises.sum() > 0) {
      throw new IllegalStateException(surprises + " of the stranger's tokens met another verdict");
    }
    return new FloodResult(sent.get(), behind, waited.sum(), longest.get(), time);
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
  }
}
