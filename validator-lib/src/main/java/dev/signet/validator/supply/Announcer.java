package dev.signet.validator.supply;

import dev.signet.validator.ValidatorEvent;
import dev.signet.validator.ValidatorEvent.Kind;
import dev.signet.validator.ValidatorListener;
import dev.signet.validator.ValidatorState.Phase;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells the host's listener, which may fail without harm. Thread-safe. */
public final class Announcer {
  private final ValidatorListener listener;
  private final Clock clock;
  private final AtomicBoolean failed = new AtomicBoolean();

  /** Makes an announcer of events at the times of this clock. */
  public Announcer(ValidatorListener listener, Clock clock) {
    this.listener = listener;
    this.clock = clock;
  }

  /** Tells of an event, and of the phase after it of what it is about. */
  public void tell(Kind kind, Phase phase, String detail) {
    try {
      listener.on(new ValidatorEvent(kind, clock.instant(), phase, detail));
    } catch (RuntimeException e) {
      // Once: what fails once fails with every event.
      if (failed.compareAndSet(false, true)) {
        System.getLogger(Announcer.class.getName())
            .log(Level.WARNING, "a listener of the validator failed", e);
      }
    }
  }
}
