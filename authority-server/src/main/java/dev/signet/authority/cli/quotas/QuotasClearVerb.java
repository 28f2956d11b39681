package dev.signet.authority.cli.quotas;

import dev.signet.authority.Authority;
import dev.signet.authority.audit.QuotaEvent;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.http.Json;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.quota.AllowanceRecord;
import dev.signet.authority.storage.quota.AllowanceRepository;
import dev.signet.authority.storage.quota.Rate;
import java.util.Optional;
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
      AllowanceRepository allowances = authority.storage().allowances();
      Optional<AllowanceRecord> before = find(allowances);
      if (!allowances.remove(name)) {
        throw new IllegalArgumentException(
            "there is no allowance of " + name + "; see: quotas list");
      }
      authority.audit().record(new QuotaEvent.Cleared(name));
      if (json()) {
        terminal().json(Json.object("consumer", name, "cleared", true));
      } else {
        terminal().out().println(name + " has what the configuration allows");
      }
      before.filter(AllowanceRecord::live).map(AllowanceRecord::calls).ifPresent(this::advise);
      return OK;
    }
  }

  /** What is damaged is cleared unread; what else is wrong, removing it tells. */
  private Optional<AllowanceRecord> find(AllowanceRepository allowances) {
    try {
      return allowances.find(name);
    } catch (StorageException e) {
      return Optional.empty();
    }
  }

  private void advise(Rate calls) {
    terminal()
        .err()
        .println(
            "tokens that were issued with "
                + calls
                + " go on with it until they expire or newer ones are shown; to change that at"
                + " once: quotas set "
                + name
                + " --calls N/WINDOW --live");
  }
}
