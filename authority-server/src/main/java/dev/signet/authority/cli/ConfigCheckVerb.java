package dev.signet.authority.cli;

import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.http.Json;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code config check}: reads the configuration and says what it comes to. */
@Command(
    name = "check",
    description =
        "Checks the configuration without starting; all faults at once, each with its fix.")
final class ConfigCheckVerb extends Verb {
  ConfigCheckVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    AuthorityConfig config = config();
    Map<String, Object> summary =
        Json.object(
            "profile", config.profile().name().toLowerCase(Locale.ROOT),
            "issuer", config.issuer(),
            "listen", config.web().host() + ":" + config.web().port(),
            "tls", config.web().tls().isPresent(),
            "keys", config.keys().directory().toString(),
            "algorithm", config.keys().algorithm().joseName(),
            "rotation_every", config.keys().schedule().every().toString(),
            "database", config.storage().name(),
            "ldap", ldap(config),
            "lifetime", config.tokens().lifetime().toString(),
            "longest_lifetime", config.tokens().longestLifetime().toString());
    if (json()) {
      terminal().json(summary);
    } else {
      summary.forEach(
          (name, value) -> terminal().out().printf(Locale.ROOT, "%-17s %s%n", name, value));
      terminal().out().println("The configuration is good.");
    }
    return OK;
  }

  private static String ldap(AuthorityConfig config) {
    return config
        .authentication()
        .directory()
        .map(ldap -> ldap.server().address().toString())
        .orElse("off");
  }
}
