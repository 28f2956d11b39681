package dev.signet.authority.cli.guesses;

import dev.signet.authority.Authority;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.guessing.GuessAdministration.Wait;
import dev.signet.authority.http.Json;
import dev.signet.authority.storage.guessing.GuessKey;
import dev.signet.authority.storage.guessing.GuessRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code guesses list}. */
@Command(
    name = "list",
    description = {
      "Lists who waits after failed attempts to authenticate, the longest waits first.",
      "A name that is no client's or user's of the store stands as its hash; the audit log has"
          + " what was claimed (guessing_backed_off)."
    })
final class GuessesListVerb extends Verb {
  @Option(
      names = "--limit",
      paramLabel = "NUMBER",
      defaultValue = "100",
      description = "how many at most (default: ${DEFAULT-VALUE})")
  private int limit;

  GuessesListVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new IllegalArgumentException("--limit is not a number from 1");
    }
    try (Authority authority = openAuthority()) {
      List<Wait> waits = authority.guessing().administration().list(limit);
      waits.forEach(this::print);
      if (waits.isEmpty() && !json()) {
        terminal().err().println("nobody waits");
      }
      return OK;
    }
  }

  private void print(Wait wait) {
    GuessRecord record = wait.record();
    if (json()) {
      terminal().json(object(wait));
      return;
    }
    terminal()
        .out()
        .printf(
            Locale.ROOT,
            "%-40s %-24s %d failures since %s  waits until %s%n",
            name(wait),
            record.key().address().isEmpty() ? "any address" : record.key().address(),
            record.failures(),
            record.since(),
            record.until());
  }

  private static String name(Wait wait) {
    GuessKey key = wait.record().key();
    return key.name().isEmpty() ? "any name" : wait.name().orElse("unknown name " + key.name());
  }

  private static Map<String, Object> object(Wait wait) {
    GuessRecord record = wait.record();
    Map<String, Object> object =
        Json.object("kind", record.key().kind().name().toLowerCase(Locale.ROOT));
    wait.name().ifPresent(name -> object.put("name", name));
    if (!record.key().name().isEmpty()) {
      object.put("name_hash", record.key().name());
    }
    if (!record.key().address().isEmpty()) {
      object.put("address", record.key().address());
    }
    object.put("failures", record.failures());
    object.put("since", record.since().toString());
    object.put("until", record.until().toString());
    return object;
  }
}
