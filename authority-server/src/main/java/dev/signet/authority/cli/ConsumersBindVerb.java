package dev.signet.authority.cli;

import dev.signet.authority.Authority;
import dev.signet.authority.audit.BindingEvent;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.directory.ConsumerAdministration;
import dev.signet.authority.http.Json;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.TokenRights.Bound;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code clients bind} and {@code users bind}. */
@Command(
    name = "bind",
    description =
        "Says what its tokens must be bound to from now on; tokens it holds stay as they are.")
final class ConsumersBindVerb extends Verb {
  @Parameters(index = "0", paramLabel = "NAME", description = "whose tokens")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "HOW",
      description = "none, dpop (a key), certificate, or either of the two")
  private Bound bound = Bound.NONE;

  private final ConsumerKind kind;

  ConsumersBindVerb(Terminal terminal, ConsumerKind kind) {
    super(terminal);
    this.kind = kind;
  }

  @Override
  public Integer call() {
    String how = bound.name().toLowerCase(Locale.ROOT);
    try (Authority authority = openAuthority()) {
      ConsumerAdministration administration = authority.administration();
      if (administration.list(kind).stream().noneMatch(e -> e.consumer().name().equals(name))) {
        String group = kind == ConsumerKind.USER ? "users" : "clients";
        throw new IllegalArgumentException("there is no " + name + "; see: " + group + " list");
      }
      administration.bind(name, bound);
      authority.audit().record(new BindingEvent.Changed(name, how));
      if (json()) {
        terminal().json(Json.object("name", name, "bound", how));
      } else {
        terminal().out().println("tokens of " + name + " must be bound to: " + how);
      }
      return OK;
    }
  }
}
