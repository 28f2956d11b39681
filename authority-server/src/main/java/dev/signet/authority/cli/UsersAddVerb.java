package dev.signet.authority.cli;

import dev.signet.authority.Authority;
import dev.signet.authority.audit.AuditEvent.ConsumerAdded;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.http.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code users add}: adds a user with a password. */
@Command(
    name = "add",
    description = "Adds a user with a password.",
    footer = {
      "",
      "Example:",
      "  users add ada --audience orders --scope orders.read --email ada@example.org --role clerk"
    })
final class UsersAddVerb extends Verb {
  @Parameters(paramLabel = "NAME", description = "the name the user signs in with")
  private String name = "";

  @Mixin private RightsOptions rights = new RightsOptions();
  @Mixin private PasswordOption password = new PasswordOption();
  @Mixin private DetailsOptions details = new DetailsOptions();

  UsersAddVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    try (Authority authority = openAuthority()) {
      NewConsumer user = new NewConsumer(name, rights.rights(), details.details());
      authority.administration().addUser(user, password.read(terminal()));
      authority.audit().record(new ConsumerAdded(name, "user"));
      if (json()) {
        terminal().json(Json.object("name", name, "kind", "user"));
      } else {
        terminal().out().println("user " + name + " added");
      }
      return OK;
    }
  }
}
