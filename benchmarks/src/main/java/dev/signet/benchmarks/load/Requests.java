package dev.signet.benchmarks.load;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked for, one request after another. Belongs to the thread that asks. */
@FunctionalInterface
public interface Requests {
  /** The bytes of the next request; null when there are no more. */
  byte @Nullable [] next();

  /** The same request again and again. */
  static Requests same(byte[] request) {
    return () -> request;
  }

  /** Each of these once. */
  static Requests once(Iterable<byte[]> requests) {
    Iterator<byte[]> left = requests.iterator();
    return () -> left.hasNext() ? left.next() : null;
  }

  /** All of these in turn, again and again. */
  static Requests inTurn(List<byte[]> requests) {
    int[] next = {0};
    return () -> requests.get(next[0]++ % requests.size());
  }
}
