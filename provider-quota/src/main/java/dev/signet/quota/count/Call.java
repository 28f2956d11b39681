package dev.signet.quota.count;

/**
 * One call that asks to be counted; immutable.
 *
 * @param key whose call it is: short, of printable ASCII
 * @param ration what the key has, by the token that was shown with this call
 * @param notice what is published for it
 * @param cost as how many it counts, at least 1
 */
public record Call(String key, Ration ration, Notice notice, long cost) {
  /**
   * Makes a call.
   *
   * @throws IllegalArgumentException if the cost is below 1
   */
  public Call {
    if (cost < 1) {
      throw new IllegalArgumentException("cost is below 1: " + cost);
    }
  }

  /**
   * Makes a call of a key for which nothing is known to be published.
   *
   * @throws IllegalArgumentException if the cost is below 1
   */
  public Call(String key, Ration ration, long cost) {
    this(key, ration, Notice.UNKNOWN, cost);
  }

  Call dividedBy(int parts) {
    return parts == 1
        ? this
        : new Call(key, ration.dividedBy(parts), notice.dividedBy(parts), cost);
  }
}
