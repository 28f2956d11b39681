package dev.signet.validator.explain;

import dev.signet.validator.Explanation.Check;
import dev.signet.validator.Explanation.Outcome;
import dev.signet.validator.rules.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Notes how each rule answers; a rule whose input is null is noted as not reached. */
final class CheckList {
  private final List<Check> checks = new ArrayList<>();

  /** A rule that gives what a later one needs, or refuses. */
  interface Reading<I, O> {
    O read(I input) throws Refusal;
  }

  /** A rule that only refuses. */
  interface Judging<I> {
    void judge(I input) throws Refusal;
  }

  <I, O> @Nullable O read(
      String name, @Nullable I input, Reading<I, O> rule, Function<I, String> words) {
    if (input == null) {
      add(name, Outcome.NOT_REACHED, "needs what an earlier check did not give");
      return null;
    }
    try {
      O output = rule.read(input);
      add(name, Outcome.PASSED, words.apply(input));
      return output;
    } catch (Refusal refusal) {
      fail(name, refusal, words.apply(input));
      return null;
    }
  }

  <I> void judge(String name, @Nullable I input, Judging<I> rule, Function<I, String> words) {
    Reading<I, I> reading =
        judged -> {
          rule.judge(judged);
          return judged;
        };
    read(name, input, reading, words);
  }

  void fail(String name, Refusal refusal, String words) {
    add(name, Outcome.FAILED, refusal.reason().code() + ": " + words);
  }

  void add(String name, Outcome outcome, String detail) {
    checks.add(new Check(name, outcome, detail));
  }

  List<Check> toList() {
    return List.copyOf(checks);
  }
}
