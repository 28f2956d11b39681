package dev.signet.authority.cli;

import static java.util.Objects.requireNonNull;

import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.storage.TokenRights.Bound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what a new consumer may ask for. */
final class RightsOptions {
  private static final Map<String, String> OPTIONS =
      Map.of(
          "audiences", "--audience",
          "scopes", "--scope",
          "lifetime", "--lifetime",
          "grantTypes", "--grant-type");

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--audience",
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

  @Option(
      names = "--bound",
      paramLabel = "HOW",
      defaultValue = "none",
      description =
          "what its tokens must be bound to: none, dpop (a key), certificate, or either of the two;"
              + " default: ${DEFAULT-VALUE}")
  private Bound bound = Bound.NONE;

  /** The rights, or none at all where none of these options is used. */
  TokenRights rightsOrNone() {
    boolean none =
        audiences.isEmpty() && scopes.isEmpty() && lifetime == null && bound == Bound.NONE;
    return none ? TokenRights.none() : rights();
  }

  TokenRights rights() {
    if (audiences.isEmpty()) {
      throw new ParameterException(
          requireNonNull(command).commandLine(), "Missing required option: '--audience=NAME'");
    }
    try {
      return new TokenRights(
          audiences,
          new LinkedHashSet<>(scopes),
          Optional.ofNullable(lifetime),
          new LinkedHashSet<>(grantTypes),
          bound);
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
