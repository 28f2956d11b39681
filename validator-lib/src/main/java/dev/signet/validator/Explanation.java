package dev.signet.validator;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a token is accepted or not, check by check, for a person.
 *
 * <p>Immutable, thread-safe and safe to paste in a ticket: it holds neither the token nor its
 * signature nor a detail of the holder. Of what the token says only {@code alg}, {@code typ},
 * {@code kid}, {@code iss}, {@code aud} and the times are quoted, each escaped and cut to 64
 * characters; unless the signature check passed, whoever wrote the token chose them.
 *
 * @param reason why the token is not accepted; empty when it is
 * @param checks every check in its order; the first that failed for the reason is the one that
 *     decided
 */
public record Explanation(Optional<Reason> reason, List<Check> checks) {
  /** How a check ended. */
  public enum Outcome {
    /** The token is good in this respect. */
    PASSED,
    /** The token is not good in this respect, or it cannot be told now. */
    FAILED,
    /** The check needs what an earlier one could not give. */
    NOT_REACHED
  }

  /**
   * One check.
   *
   * @param name what is checked, such as {@code audience}
   * @param outcome how it ended
   * @param detail why, in a sentence
   */
  public record Check(String name, Outcome outcome, String detail) {
    /** Makes a check. */
    public Check {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(outcome, "outcome");
      Objects.requireNonNull(detail, "detail");
    }

    /** One line: outcome, name and detail. */
    @Override
    public String toString() {
      String words = outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return String.format(Locale.ROOT, "%-11s  %-10s  %s", words, name, detail);
    }
  }

  /** Makes an explanation. */
  public Explanation {
    Objects.requireNonNull(reason, "reason");
    checks = List.copyOf(checks);
  }

  static Explanation of(Verdict verdict, List<Check> checks) {
    return new Explanation(reasonOf(verdict), checks);
  }

  /** The verdict in a line, such as {@code accepted} or {@code refused: wrong_audience}. */
  public String verdict() {
    return reason
        .map(why -> (why.httpStatus() == 503 ? "unavailable: " : "refused: ") + why.code())
        .orElse("accepted");
  }

  /** The verdict and then each check, a line each. */
  @Override
  public String toString() {
    return checks.stream()
        .map(Check::toString)
        .collect(
            Collectors.joining(System.lineSeparator(), verdict() + System.lineSeparator(), ""));
  }

  private static Optional<Reason> reasonOf(Verdict verdict) {
    if (verdict instanceof Verdict.Refused refused) {
      return Optional.of(refused.reason());
    }
    return verdict instanceof Verdict.Unavailable unavailable
        ? Optional.of(unavailable.reason())
        : Optional.empty();
  }
}
