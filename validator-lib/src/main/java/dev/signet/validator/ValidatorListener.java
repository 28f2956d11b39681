package dev.signet.validator;

/**
 * Hears of what happens to a validator: for logs, metrics and alarms.
 *
 * <p>Called on the library's two background threads, one for keys and one for revocations, so it
 * must be thread-safe. While it works nothing is fetched on its thread, so it should be quick. What
 * it throws is logged once and changes nothing.
 */
@FunctionalInterface
public interface ValidatorListener {
  /** Takes note of an event. */
  void on(ValidatorEvent event);
}
