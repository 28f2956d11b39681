package dev.signet.authority.cli.clients;

import dev.signet.authority.Authority;
import dev.signet.authority.audit.CredentialEvent;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.config.Durations;
import dev.signet.authority.http.Json;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clients credentials expire}. */
@Command(
    name = "expire",
    description = "Lets a credential expire, now or after a time; never later than it would have.",
    footer = {"", "Example:", "  clients credentials expire billing first --in 24h"})
final class CredentialsExpireVerb extends CredentialVerb {
  private static final String NOW = "now";

  @Parameters(index = "1", paramLabel = "ID", description = "which; see: clients credentials list")
  private String id = "";

  @Option(
      names = "--in",
      paramLabel = "DURATION",
      defaultValue = NOW,
      description = "after what time, such as 24h; default: ${DEFAULT-VALUE}")
  private String in = NOW;

  CredentialsExpireVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Duration pause = pause();
    try (Authority authority = openAuthority()) {
      Instant at = authority.credentialAdministration().expire(name(), id, pause);
      authority.audit().record(new CredentialEvent.Expired(name(), id, at));
      print(Json.object("client_id", name(), "id", id, "expires_at", at.toString()));
      return OK;
    }
  }

  private Duration pause() {
    if (in.equals(NOW)) {
      return Duration.ZERO;
    }
    return Durations.parse(in)
        .filter(time -> !time.isNegative())
        .orElseThrow(
            () -> new IllegalArgumentException("--in is not now or a duration such as 24h"));
  }
}
