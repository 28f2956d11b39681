package dev.signet.quota;

import java.time.Duration;

/**
 * Hears when a shared count is lost and when it is back: for logs, metrics and alarms.
 *
 * <p>Called on the thread of the call that noticed, so it must be thread-safe and quick. What it
 * throws is logged and changes nothing.
 */
public interface QuotaListener {
  /**
   * The shared count cannot be reached: from now on this process counts by itself.
   *
   * @param cause why, in the words of what failed; quotes no holder
   */
  void sharedCountLost(String cause);

  /**
   * The shared count is back, and counts again.
   *
   * @param lasted how long it was gone
   */
  void sharedCountBack(Duration lasted);
}
