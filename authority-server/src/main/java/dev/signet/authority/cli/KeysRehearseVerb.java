package dev.signet.authority.cli;

import dev.signet.authority.Rehearsal;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.http.Json;
import dev.signet.authority.keys.KeyRing;
import dev.signet.authority.keys.KeySettings;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code keys rehearse}: what a rotation would do, without doing it. */
@Command(
    name = "rehearse",
    description = {
      "Runs a whole rotation on a copy of the ring in memory, by a fast clock and before real"
          + " validators that cache the JWK Set for as long as they may. Exit code 1 if any of them"
          + " refuses a token. Changes nothing."
    })
final class KeysRehearseVerb extends Verb {
  private static final int SHOWN = 5;
  private static final int MAX_ROTATIONS = 1_000;

  @Option(
      names = "--rotations",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "how many, one after the other; default: ${DEFAULT-VALUE}")
  private int rotations;

  @Option(names = "--now", description = "rehearse keys rotate --now: what it would break")
  private boolean atOnce;

  @Spec private CommandSpec spec = CommandSpec.create();

  KeysRehearseVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (rotations < 1 || rotations > MAX_ROTATIONS) {
      throw new ParameterException(
          spec.commandLine(), "--rotations must be from 1 to " + MAX_ROTATIONS);
    }
    AuthorityConfig config = config();
    KeySettings settings = config.keys();
    KeyRing ring = KeyViewVerbs.kept(config, terminal());
    Instant now = terminal().clock().instant();
    Rehearsal.Report report;
    try (Rehearsal rehearsal = new Rehearsal(ring, settings, now)) {
      report = atOnce ? rehearsal.runUnannounced() : rehearsal.run(rotations);
    }
    if (json()) {
      terminal()
          .json(
              Json.object(
                  "tokens", report.tokens(),
                  "checks", report.checks(),
                  "until", report.until().toString(),
                  "refusals", report.refusals()));
    } else {
      print(report);
    }
    return report.refusals().isEmpty() ? OK : FAILED;
  }

  private void print(Rehearsal.Report report) {
    terminal().out().println("tokens signed     " + report.tokens());
    terminal().out().println("verdicts asked    " + report.checks());
    terminal().out().println("clock run until   " + report.until());
    terminal().out().println("refusals          " + report.refusals().size());
    report.refusals().stream().limit(SHOWN).forEach(terminal().out()::println);
    if (report.refusals().size() > SHOWN) {
      terminal().out().println("and so on; --json lists all");
    }
  }
}
