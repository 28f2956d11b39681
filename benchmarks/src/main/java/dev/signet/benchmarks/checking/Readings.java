package dev.signet.benchmarks.checking;

import dev.signet.benchmarks.figures.Spread;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** What a {@link Meter} read in one run of JMH; every figure comes once per iteration. */
public final class Readings {
  private static final double NANOS_PER_MICRO = 1e3;

  private final RunResult run;
  private final List<IterationResult> iterations;

  Readings(RunResult run) {
    this.run = run;
    this.iterations =
        run.getBenchmarkResults().stream()
            .map(fork -> fork.getIterationResults())
            .flatMap(Collection::stream)
            .toList();
  }

  /** Who took turns. */
  public enum Role {
    /** What the others are compared with. */
    FLOOR,
    /** What is measured. */
    SUBJECT,
    /** Another beside it. */
    RIVAL
  }

  /** The value of a parameter in this run. */
  public String parameter(String name) {
    return run.getParams().getParam(name);
  }

  /** Processor time per check, in microseconds. */
  public Spread micros(Role role) {
    return each(iteration -> nanos(iteration, role) / NANOS_PER_MICRO);
  }

  /** Bytes allocated per check. */
  public Spread bytes(Role role) {
    return each(iteration -> bytes(iteration, role));
  }

  /** How much more processor time one takes than the other. */
  public Spread times(Role role, Role other) {
    return each(iteration -> nanos(iteration, role) / nanos(iteration, other));
  }

  /** How much more processor time one takes than the other, in microseconds per check. */
  Spread microsBeyond(Role role, Role other) {
    return each(iteration -> (nanos(iteration, role) - nanos(iteration, other)) / NANOS_PER_MICRO);
  }

  /** How much more one allocates than the other, per check. */
  Spread bytesBeyond(Role role, Role other) {
    return each(iteration -> bytes(iteration, role) - bytes(iteration, other));
  }

  private Spread each(ToDoubleFunction<IterationResult> figure) {
    return Spread.of(iterations.stream().map(figure::applyAsDouble).toList());
  }

  private static double nanos(IterationResult iteration, Role role) {
    return perCheck(iteration, role, "Nanos");
  }

  private static double bytes(IterationResult iteration, Role role) {
    return perCheck(iteration, role, "Bytes");
  }

  private static double perCheck(IterationResult iteration, Role role, String counter) {
    String prefix = role.name().toLowerCase(Locale.ROOT);
    return count(iteration, prefix + counter) / count(iteration, prefix + "Checks");
  }

  private static double count(IterationResult iteration, String counter) {
    return Objects.requireNonNull(iteration.getSecondaryResults().get(counter), counter).getScore();
  }
}
