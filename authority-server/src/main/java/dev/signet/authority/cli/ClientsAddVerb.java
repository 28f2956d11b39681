package dev.signet.authority.cli;

import dev.signet.authority.Authority;
import dev.signet.authority.audit.AuditEvent.ConsumerAdded;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.http.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code clients add}: adds an application and prints its secret, once. */
@Command(
    name = "add",
    description = "Adds an application and prints its secret, once.",
    footer = {"", "Example:", "  clients add billing --audience orders --scope orders.read"})
final class ClientsAddVerb extends Verb {
  @Parameters(paramLabel = "NAME", description = "its client_id")
  private String name = "";

  @Mixin private RightsOptions rights = new RightsOptions();
  @Mixin private DetailsOptions details = new DetailsOptions();

  ClientsAddVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    try (Authority authority = openAuthority()) {
      String secret =
          authority
              .administration()
              .addApplication(new NewConsumer(name, rights.rights(), details.details()));
      authority.audit().record(new ConsumerAdded(name, "application"));
      if (json()) {
        terminal().json(Json.object("client_id", name, "client_secret", secret));
      } else {
        terminal().out().println("client_id:     " + name);
        terminal().out().println("client_secret: " + secret);
        terminal()
            .err()
            .println("Keep the secret now: it is stored as a hash and not shown again.");
      }
      return OK;
    }
  }
}
