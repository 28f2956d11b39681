package dev.signet.authority.cli;

import dev.signet.authority.storage.TokenRights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a new consumer may ask for. */
final class RightsOptions {
  private static final Map<String, String> OPTIONS =
      Map.of(
          "audiences", "--audience",
          "scopes", "--scope",
          "lifetime", "--lifetime",
          "grantTypes", "--grant-type");

  @Option(
      names = "--audience",
      required = true,
      paramLabel = "NAME",
      description = "a provider its tokens may be for; repeatable, the first is the default")
  private List<String> audiences = new ArrayList<>();

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "a scope it may ask for; repeatable")
  private List<String> scopes = new ArrayList<>();

  @Option(
      names = "--lifetime",
      paramLabel = "DURATION",
      description = "how long its tokens live, such as 90s or 15m; default: tokens.lifetime")
  private @Nullable Duration lifetime;

  @Option(
      names = "--grant-type",
      paramLabel = "TYPE",
      defaultValue = TokenRights.DEFAULT_GRANT_TYPE,
      description = "a grant type it may use; repeatable; default: ${DEFAULT-VALUE}")
  private List<String> grantTypes = new ArrayList<>();

  TokenRights rights() {
    try {
      return new TokenRights(
          audiences,
          new LinkedHashSet<>(scopes),
          Optional.ofNullable(lifetime),
          new LinkedHashSet<>(grantTypes));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(inOptions(String.valueOf(e.getMessage())), e);
    }
  }

  /** The rights name their own part first; who types a command knows its option. */
  private static String inOptions(String fault) {
    String part = fault.split(" ", 2)[0];
    return OPTIONS.getOrDefault(part, part) + fault.substring(part.length());
  }
}
