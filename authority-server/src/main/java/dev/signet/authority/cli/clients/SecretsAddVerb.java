package dev.signet.authority.cli.clients;

import dev.signet.authority.Authority;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.directory.credential.NewSecret;
import dev.signet.authority.directory.credential.Terms;
import dev.signet.authority.http.Json;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code clients secrets add}: another secret, beside those that there are. */
@Command(
    name = "add",
    description = "Gives a client another secret and prints it, once; its others stay valid.",
    footer = {"", "Example:", "  clients secrets add billing --expires 90d --label autumn"})
final class SecretsAddVerb extends CredentialVerb {
  @Mixin private TermsOptions options = new TermsOptions();

  SecretsAddVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Terms terms = options.terms();
    try (Authority authority = openAuthority()) {
      NewSecret added = authority.credentialAdministration().addSecret(name(), terms);
      record(authority, added.credential());
      Map<String, Object> object =
          Json.object(
              "client_id", name(),
              "client_secret", added.secret(),
              "id", added.credential().id());
      Shown.putTime(object, "expires_at", added.credential().expiresAt());
      print(object);
      if (!json()) {
        terminal()
            .err()
            .println("Keep the secret now: it is stored as a hash and not shown again.");
      }
      return OK;
    }
  }
}
