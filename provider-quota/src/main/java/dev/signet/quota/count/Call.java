package dev.signet.quota.count;

/**
 * One call that asks to be counted; immutable.
 *
 * @param key whose call it is: short, of printable ASCII
 * @param ration what the key has, by what was shown with this call
 * @param cost as how many it counts, at least 1
 */
public record Call(String key, Ration ration, long cost) {
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

  Call dividedBy(int parts) {
    return parts == 1 ? this : new Call(key, ration.dividedBy(parts), cost);
  }
}
