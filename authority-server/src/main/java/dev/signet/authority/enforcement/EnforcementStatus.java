package dev.signet.authority.enforcement;

import dev.signet.authority.http.Json;
import dev.signet.authority.storage.ValidatorReport;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far a change has come; immutable.
 *
 * @param change its number
 * @param validators what each validator reported last, by ascending name
 */
public record EnforcementStatus(long change, List<ValidatorReport> validators) {
  /** Sorts the reports. */
  public EnforcementStatus {
    validators = validators.stream().sorted(Comparator.comparing(ValidatorReport::name)).toList();
  }

  /** The validators that do not enforce it yet. */
  public List<ValidatorReport> lagging() {
    return validators.stream().filter(each -> each.change() < change).toList();
  }

  /** Whether there are validators, and all of them enforce it. */
  public boolean isComplete() {
    return !validators.isEmpty() && lagging().isEmpty();
  }

  /** How many validators enforce it. */
  public int enforcing() {
    return validators.size() - lagging().size();
  }

  /**
   * The longest time that it took to be enforced, among those that do; empty if none of them saw it
   * come.
   */
  public Optional<Duration> slowest() {
    return validators.stream()
        .filter(each -> each.change() >= change)
        .flatMap(each -> each.effect().stream())
        .max(Comparator.naturalOrder());
  }

  /** For people: {@link #words}, then a line for each validator that lags. */
  public List<String> lines() {
    Stream<String> lagging =
        lagging().stream()
            .map(each -> each.name() + "  seq " + each.change() + "  last seen " + each.seenAt());
    return Stream.concat(Stream.of(words()), lagging).toList();
  }

  /** One line for people. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "seq %d enforced by %d of %d%s",
        change,
        enforcing(),
        validators.size(),
        slowest()
            .map(time -> String.format(Locale.ROOT, ", slowest %.1f s", seconds(time)))
            .orElse(""));
  }

  /** The members for programs. */
  public Map<String, Object> json() {
    Map<String, Object> members =
        Json.object("seq", change, "validators", validators.size(), "enforcing", enforcing());
    slowest().ifPresent(time -> members.put("slowest_seconds", seconds(time)));
    members.put("lagging", lagging().stream().map(EnforcementStatus::json).toList());
    return members;
  }

  private static Map<String, Object> json(ValidatorReport report) {
    return Json.object(
        "name", report.name(), "seq", report.change(), "last_seen", report.seenAt().toString());
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1_000.0;
  }
}
