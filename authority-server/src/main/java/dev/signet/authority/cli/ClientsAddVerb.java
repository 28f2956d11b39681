package dev.signet.authority.cli;

import dev.signet.authority.Authority;
import dev.signet.authority.audit.ConsumerEvent;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.http.Json;
import dev.signet.authority.storage.TokenRights;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clients add}: adds an application and prints its secret, once. */
@Command(
    name = "add",
    description = "Adds an application and prints its secret, once.",
    footer = {
      "",
      "Examples:",
      "  clients add billing --audience orders --scope orders.read",
      "  clients add orders-api --provides orders",
      "  clients add stock --audience orders --no-secret"
    })
final class ClientsAddVerb extends Verb {
  @Parameters(paramLabel = "NAME", description = "its client_id")
  private String name = "";

  @Option(
      names = "--provides",
      paramLabel = "NAME",
      description =
          "an audience that it serves: it may introspect the tokens for it; repeatable, and then"
              + " --audience may be absent")
  private List<String> provides = new ArrayList<>();

  @Option(
      names = "--no-secret",
      description =
          "add it without a secret; it can sign in once it has keys or a certificate: clients keys"
              + " add, clients certificates add")
  private boolean noSecret;

  @Mixin private RightsOptions rights = new RightsOptions();
  @Mixin private DetailsOptions details = new DetailsOptions();

  ClientsAddVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    TokenRights asked = provides.isEmpty() ? rights.rights() : rights.rightsOrNone();
    NewConsumer application = new NewConsumer(name, asked, provides, details.details());
    try (Authority authority = openAuthority()) {
      if (noSecret) {
        authority.administration().addApplicationWithoutSecret(application);
        authority.audit().record(new ConsumerEvent.Added(name, "application"));
        printName();
        return OK;
      }
      String secret = authority.administration().addApplication(application);
      authority.audit().record(new ConsumerEvent.Added(name, "application"));
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

  private void printName() {
    if (json()) {
      terminal().json(Json.object("client_id", name));
    } else {
      terminal().out().println("client_id:     " + name);
    }
  }
}
