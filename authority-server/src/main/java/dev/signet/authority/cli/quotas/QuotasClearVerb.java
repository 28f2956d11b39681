package dev.signet.authority.cli.quotas;

import dev.signet.authority.Authority;
import dev.signet.authority.audit.QuotaEvent;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.http.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code quotas clear}. */
@Command(name = "clear", description = "Leaves a consumer to the configuration again.")
final class QuotasClearVerb extends Verb {
  @Parameters(index = "0", paramLabel = "NAME", description = "the application or user")
  private String name = "";

  QuotasClearVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    try (Authority authority = openAuthority()) {
      if (!authority.storage().allowances().remove(name)) {
        throw new IllegalArgumentException(
            "there is no allowance of " + name + "; see: quotas list");
      }
      authority.audit().record(new QuotaEvent.Cleared(name));
      if (json()) {
        terminal().json(Json.object("consumer", name, "cleared", true));
      } else {
        terminal().out().println(name + " has what the configuration allows");
      }
      return OK;
    }
  }
}
