package dev.signet.validator.check;

import dev.signet.validator.Reason;
import dev.signet.validator.Verdict;
import dev.signet.validator.rules.Challenge;
import dev.signet.validator.rules.Refusal;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes a verdict of whatever comes of a check. Thread-safe. */
public final class Guard {
  private static final Duration RETRY_AFTER_FAILURE = Duration.ofSeconds(5);

  private final String challengeStart;
  private final AtomicBoolean failureLogged = new AtomicBoolean();

  /** Makes a guard; its verdicts begin challenges so. */
  public Guard(String challengeStart) {
    this.challengeStart = challengeStart;
  }

  /** What comes to a verdict, or is refused on the way. */
  @FunctionalInterface
  public interface Judgement {
    /** The verdict. */
    Verdict verdict() throws Refusal;
  }

  /** The verdict that it comes to, or that on its refusal. */
  public Verdict verdict(Judgement judgement) {
    try {
      return judgement.verdict();
    } catch (Refusal refusal) {
      return answer(refusal);
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  /** The verdict on what was refused. */
  public Verdict answer(Refusal refusal) {
    return Challenge.answer(challengeStart, refusal);
  }

  /** A fault of ours must neither let a token pass nor break the request that carried it. */
  private Verdict failed(RuntimeException failure) {
    // Once per validator: what a stranger can provoke must not fill the log of the host.
    if (failureLogged.compareAndSet(false, true)) {
      System.getLogger("dev.signet.validator.TokenValidator")
          .log(Level.ERROR, "a check failed inside the validator; this is a defect", failure);
    }
    return new Verdict.Unavailable(Reason.INTERNAL, RETRY_AFTER_FAILURE);
  }
}
