package dev.signet.authority.cli;

import dev.signet.authority.Authority;
import dev.signet.authority.audit.ConsumerEvent;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.directory.ConsumerAdministration;
import dev.signet.authority.http.Json;
import dev.signet.authority.storage.ConsumerKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code clients disable} and {@code users disable}. */
@Command(
    name = "disable",
    description = "Bars it from new tokens at once; tokens it holds live until they expire.")
final class ConsumersDisableVerb extends Verb {
  @Parameters(paramLabel = "NAME", description = "whom to disable")
  private String name = "";

  private final ConsumerKind kind;

  ConsumersDisableVerb(Terminal terminal, ConsumerKind kind) {
    super(terminal);
    this.kind = kind;
  }

  @Override
  public Integer call() {
    try (Authority authority = openAuthority()) {
      ConsumerAdministration administration = authority.administration();
      if (administration.list(kind).stream().noneMatch(e -> e.consumer().name().equals(name))) {
        String group = kind == ConsumerKind.USER ? "users" : "clients";
        throw new IllegalArgumentException("there is no " + name + "; see: " + group + " list");
      }
      administration.disable(name);
      authority.audit().record(new ConsumerEvent.Disabled(name));
      if (json()) {
        terminal().json(Json.object("name", name, "enabled", false));
      } else {
        terminal().out().println(name + " disabled");
      }
      return OK;
    }
  }
}
