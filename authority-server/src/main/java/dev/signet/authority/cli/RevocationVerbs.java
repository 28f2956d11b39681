package dev.signet.authority.cli;

import dev.signet.authority.Authority;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.enforcement.EnforcementStatus;
import dev.signet.authority.enforcement.EnforcementWait;
import dev.signet.authority.http.Json;
import dev.signet.authority.revocation.RevocationJson;
import dev.signet.authority.revocation.Revocations;
import dev.signet.authority.storage.RevocationRecord;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs that take tokens back; a running authority publishes it within a second. */
final class RevocationVerbs {
  /** Who did it, for the audit log. */
  static final String COMMAND_LINE = "command line";

  private RevocationVerbs() {}

  /** {@code revocations list}: what is in force. */
  @Command(name = "list", description = "Lists the revocations in force, the oldest first.")
  static final class RevocationsList extends Verb {
    RevocationsList(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() {
      try (Authority authority = openAuthority()) {
        List<RevocationRecord> inForce = authority.revocations().inForce();
        for (RevocationRecord record : inForce) {
          if (json()) {
            terminal().json(RevocationJson.of(record));
          } else {
            print(terminal(), record);
          }
        }
        if (inForce.isEmpty() && !json()) {
          terminal().err().println("none in force");
        }
        return OK;
      }
    }
  }

  /** {@code revocations status}: how far the last change has come. */
  @Command(
      name = "status",
      description = {
        "Shows how many validators enforce the last change, how long the slowest of them took, and"
            + " a line for each that lags. Counts those that have a name and reported in the last"
            + " ten minutes."
      })
  static final class RevocationsStatus extends Verb {
    RevocationsStatus(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() {
      try (Authority authority = openAuthority()) {
        EnforcementStatus status = look(authority, terminal()).now();
        if (json()) {
          terminal().json(status.json());
        } else {
          print(terminal(), status);
        }
        return OK;
      }
    }
  }

  /** {@code revocations remove}: gives tokens back. */
  @Command(
      name = "remove",
      description = "Reverses a revocation: its tokens are good again, as far as they live.")
  static final class RevocationsRemove extends Verb {
    @Parameters(paramLabel = "ID", description = "the revocation; see: revocations list")
    private long id;

    RevocationsRemove(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() {
      try (Authority authority = openAuthority()) {
        RevocationRecord removed =
            authority
                .revocations()
                .remove(id, COMMAND_LINE)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "no revocation " + id + " is in force; see: revocations list"));
        if (json()) {
          terminal().json(RevocationJson.of(removed));
        } else {
          terminal().out().println("reversed: " + Revocations.describe(removed.target()));
        }
        return OK;
      }
    }
  }

  /** {@code revocations renumber}: after a restored backup. */
  @Command(
      name = "renumber",
      description = {
        "Numbers the changes anew, after a restored backup: every validator takes the whole list"
            + " when it asks next. An authority whose file DATABASE.published stayed in place has"
            + " done so by itself."
      })
  static final class RevocationsRenumber extends Verb {
    @Option(
        names = "--after",
        paramLabel = "SEQ",
        description = "a seq that validators may hold; what the authority knows is heeded anyway")
    private long after;

    RevocationsRenumber(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() {
      try (Authority authority = openAuthority()) {
        long change = authority.renumbering().after(after);
        if (json()) {
          terminal().json(Json.object("change", change));
        } else {
          terminal().out().println("the last change is " + change + " now");
          terminal()
              .out()
              .println(
                  "revoke again what was revoked after the backup; the audit log has it:"
                      + " revocation_added, revocation_removed");
        }
        return OK;
      }
    }
  }

  static EnforcementWait look(Authority authority, Terminal terminal) {
    return new EnforcementWait(
        authority.storage().revocationReader(), terminal.clock(), terminal.pause());
  }

  static void print(Terminal terminal, EnforcementStatus status) {
    status.lines().forEach(terminal.out()::println);
    if (status.validators().isEmpty()) {
      terminal.err().println("no validator has reported: give them names to see what they enforce");
    }
  }

  static void print(Terminal terminal, RevocationRecord record) {
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%d  %s  (%s, %s; dropped after %s)%n",
            record.id(),
            Revocations.describe(record.target()),
            record.reason(),
            record.createdAt(),
            record.expiresAt());
  }
}
