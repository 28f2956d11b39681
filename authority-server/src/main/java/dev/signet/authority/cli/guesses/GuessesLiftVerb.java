package dev.signet.authority.cli.guesses;

import dev.signet.authority.Authority;
import dev.signet.authority.audit.GuessingEvent;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.http.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code guesses lift}. */
@Command(
    name = "lift",
    description = {
      "Forgives all failures of a name, from wherever, or all from an address, whatever the names.",
      "Running nodes take it up within two seconds."
    },
    footer = {"", "Examples:", "  guesses lift ada", "  guesses lift 192.0.2.7"})
final class GuessesLiftVerb extends Verb {
  @Parameters(paramLabel = "NAME|ADDRESS", description = "whose; see: guesses list")
  private String nameOrAddress = "";

  GuessesLiftVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    try (Authority authority = openAuthority()) {
      int waits = authority.guessing().administration().lift(nameOrAddress);
      authority.audit().record(new GuessingEvent.Lifted(nameOrAddress, waits, "command line"));
      if (json()) {
        terminal().json(Json.object("lifted", nameOrAddress, "waits", waits));
      } else {
        terminal().out().println(nameOrAddress + " forgiven, waits ended: " + waits);
      }
      return OK;
    }
  }
}
