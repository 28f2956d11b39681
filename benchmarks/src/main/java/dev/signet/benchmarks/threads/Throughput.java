package dev.signet.benchmarks.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Keeps threads busy for a while and counts what they did.
 *
 * @param checks how often the work was done, by all threads together
 * @param time from the start of all threads to the end of the last
 */
public record Throughput(long checks, Duration time) {
  private static final double NANOS_PER_SECOND = 1e9;

  /** One piece of work. */
  public interface Work {
    /** Does the piece of this index; each index comes once in a run. */
    void run(long index) throws Exception;
  }

  /**
   * Runs for about that long.
   *
   * @param works one for each thread; the first thread has the indexes 0, n, 2n …, the second 1, n
   *     + 1 …
   * @throws ExecutionException if a piece fails
   */
  public static Throughput run(List<Work> works, Duration time)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(works.size());
    CountDownLatch ready = new CountDownLatch(works.size());
    CountDownLatch go = new CountDownLatch(1);
    try {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < works.size(); i++) {
        int first = i;
        counts.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  go.await();
                  return repeat(works.get(first), first, works.size(), time);
                }));
      }
      ready.await();
      long start = System.nanoTime();
      go.countDown();
      long checks = 0;
      for (Future<Long> count : counts) {
        checks += count.get();
      }
      return new Throughput(checks, Duration.ofNanos(System.nanoTime() - start));
    } finally {
      threads.shutdownNow();
    }
  }

  private static long repeat(Work work, long first, int stride, Duration time) throws Exception {
    long start = System.nanoTime();
    long count = 0;
    while (System.nanoTime() - start < time.toNanos()) {
      work.run(first + count * stride);
      count++;
    }
    return count;
  }

  /** How often in a second, by all threads together. */
  public double perSecond() {
    return checks * NANOS_PER_SECOND / time.toNanos();
  }
}
