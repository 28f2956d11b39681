package dev.signet.validator;

/**
 * Hears of what happens to a validator: for logs, metrics and alarms.
 *
 * <p>Called on the library's one background thread: while a listener works no keys are fetched, so
 * it should be quick. What it throws is logged once and changes nothing.
 */
@FunctionalInterface
public interface ValidatorListener {
  /** Takes note of an event. */
  void on(ValidatorEvent event);
}
