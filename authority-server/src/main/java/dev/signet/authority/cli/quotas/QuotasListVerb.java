package dev.signet.authority.cli.quotas;

import dev.signet.authority.Authority;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.storage.quota.AllowanceRepository;
import dev.signet.authority.storage.quota.KeptAllowance;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quotas list}. */
@Command(
    name = "list",
    description = {
      "Lists what operators allow, by name. Who is not there has what the configuration allows;",
      "tokens issue --explain shows what a consumer has, and where it comes from."
    })
final class QuotasListVerb extends Verb {
  private static final int MOST = 1_000;

  @Option(names = "--consumer", paramLabel = "NAME", description = "the one of this consumer")
  private String consumer = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "how many at most, 1 to 1000; default: ${DEFAULT-VALUE}")
  private int limit;

  @Option(names = "--after", paramLabel = "NAME", description = "go on behind this name")
  private String after = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  QuotasListVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw new ParameterException(spec.commandLine(), "--limit must be from 1 to " + MOST);
    }
    try (Authority authority = openAuthority()) {
      List<KeptAllowance> page = page(authority.storage().allowances());
      page.stream().limit(limit).forEach(each -> Shown.print(terminal(), json(), each));
      if (!json()) {
        hint(page);
      }
      return OK;
    }
  }

  /** One more than is shown tells whether there is more. */
  private List<KeptAllowance> page(AllowanceRepository allowances) {
    return consumer.isEmpty()
        ? allowances.page(after, limit + 1)
        : allowances.find(consumer).stream().<KeptAllowance>map(each -> each).toList();
  }

  private void hint(List<KeptAllowance> page) {
    if (page.isEmpty()) {
      terminal().err().println("none: the configuration decides");
    } else if (page.size() > limit) {
      terminal().err().println("more: --after " + page.get(limit - 1).consumer());
    }
  }
}
