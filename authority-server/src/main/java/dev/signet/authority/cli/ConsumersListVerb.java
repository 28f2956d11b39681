package dev.signet.authority.cli;

import dev.signet.authority.Authority;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.directory.ConsumerEntry;
import dev.signet.authority.http.Json;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.TokenRights.Bound;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code clients list} and {@code users list}. */
@Command(name = "list", description = "Lists them with what they may ask for; never a secret.")
final class ConsumersListVerb extends Verb {
  private final ConsumerKind kind;

  ConsumersListVerb(Terminal terminal, ConsumerKind kind) {
    super(terminal);
    this.kind = kind;
  }

  @Override
  public Integer call() {
    try (Authority authority = openAuthority()) {
      List<ConsumerEntry> entries = authority.administration().list(kind);
      entries.forEach(this::print);
      if (entries.isEmpty() && !json()) {
        terminal().err().println("none yet");
      }
      return OK;
    }
  }

  private void print(ConsumerEntry entry) {
    if (json()) {
      terminal().json(object(entry));
    } else {
      terminal()
          .out()
          .printf(
              Locale.ROOT,
              "%-24s %-8s since %s  audience: %s  scope: %s%s%s%n",
              entry.consumer().name(),
              entry.enabled() ? "enabled" : "disabled",
              entry.createdAt(),
              String.join(" ", entry.consumer().rights().audiences()),
              String.join(" ", entry.consumer().rights().scopes()),
              provides(entry.consumer().provides()),
              bound(entry).isEmpty() ? "" : "  bound: " + bound(entry));
    }
  }

  /** What its tokens must be bound to; empty for nothing. */
  private static String bound(ConsumerEntry entry) {
    Bound bound = entry.consumer().rights().bound();
    return bound == Bound.NONE ? "" : bound.name().toLowerCase(Locale.ROOT);
  }

  private static String provides(List<String> audiences) {
    return audiences.isEmpty() ? "" : "  provides: " + String.join(" ", audiences);
  }

  private static Map<String, Object> object(ConsumerEntry entry) {
    Map<String, Object> object =
        Json.object(
            "name", entry.consumer().name(),
            "enabled", entry.enabled(),
            "created_at", entry.createdAt().toString(),
            "audience", entry.consumer().rights().audiences(),
            "scope", entry.consumer().rights().scopes(),
            "grant_types", entry.consumer().rights().grantTypes(),
            "provides", entry.consumer().provides(),
            "details", entry.consumer().details());
    entry
        .consumer()
        .rights()
        .lifetime()
        .map(Duration::toSeconds)
        .ifPresent(seconds -> object.put("lifetime", seconds));
    if (!bound(entry).isEmpty()) {
      object.put("bound", bound(entry));
    }
    return object;
  }
}
