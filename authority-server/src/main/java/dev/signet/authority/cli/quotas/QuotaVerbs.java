package dev.signet.authority.cli.quotas;

import dev.signet.authority.cli.terminal.Terminal;
import picocli.CommandLine;

/** The verbs of the group {@code quotas}. */
public final class QuotaVerbs {
  private QuotaVerbs() {}

  /** Adds them to the group. */
  public static CommandLine addTo(CommandLine quotas, Terminal terminal) {
    return quotas
        .addSubcommand(new QuotasListVerb(terminal))
        .addSubcommand(new QuotasSetVerb(terminal))
        .addSubcommand(new QuotasClearVerb(terminal));
  }
}
