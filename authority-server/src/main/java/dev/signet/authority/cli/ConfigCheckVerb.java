package dev.signet.authority.cli;

import dev.signet.authority.Authority;
import dev.signet.authority.binding.BindingSettings;
import dev.signet.authority.cli.clients.BindingReport;
import dev.signet.authority.cli.clients.SignInReport;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.http.Json;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
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
            "sign_in", mechanisms(config),
            "grants", grants(config),
            "keys", config.keys().directory().toString(),
            "algorithm", config.keys().algorithm().joseName(),
            "rotation_every", config.keys().schedule().every().toString(),
            "database", config.storage().name(),
            "ldap", ldap(config),
            "dpop", config.binding().dpop().name().toLowerCase(Locale.ROOT),
            "bound_audiences", boundAudiences(config.binding()),
            "issuing", named(config.quotas().issuing()),
            "calls", named(config.quotas().calls()),
            "calls_at", named(config.quotas().callsByAudience()),
            "lifetime", config.tokens().lifetime().toString(),
            "longest_lifetime", config.tokens().longestLifetime().toString());
    Optional<Reports> reports = reports(config, summary);
    if (json()) {
      reports.ifPresent(each -> each.addTo(summary));
      terminal().json(summary);
    } else {
      summary.forEach(
          (name, value) -> terminal().out().printf(Locale.ROOT, "%-17s %s%n", name, value));
      reports.ifPresent(each -> each.lines().forEach(terminal().out()::println));
      terminal().out().println("The configuration is good.");
    }
    return OK;
  }

  /** What the database says of those who have tokens. */
  private record Reports(SignInReport signIn, BindingReport binding) {
    void addTo(Map<String, Object> summary) {
      summary.put("clients", signIn.clients());
      summary.put("expiring", signIn.expiring());
      summary.put("bound", binding.consumers());
      summary.put("cannot_be_bound", binding.barred());
    }

    Stream<String> lines() {
      return Stream.concat(signIn.lines().stream(), binding.lines().stream());
    }
  }

  private static Map<String, String> boundAudiences(BindingSettings binding) {
    Map<String, String> audiences = new TreeMap<>();
    binding
        .rules()
        .byAudience()
        .forEach((name, how) -> audiences.put(name, BindingReport.how(how)));
    return audiences;
  }

  private static String ldap(AuthorityConfig config) {
    return config
        .authentication()
        .directory()
        .map(ldap -> ldap.server().address().toString())
        .orElse("off");
  }

  /** How a consumer may prove who it is. */
  private static List<String> mechanisms(AuthorityConfig config) {
    List<String> mechanisms = new ArrayList<>(List.of("secret", "password", "key"));
    if (config.authentication().sessions() != null) {
      mechanisms.add("session");
    }
    if (config.mtls().offered()) {
      mechanisms.add("registered certificate");
      config.mtls().ca().ifPresent(file -> mechanisms.add("certificate of a CA in " + file));
    }
    return mechanisms;
  }

  /** What a client may ask for a token with, beside proving who it is. */
  private static List<String> grants(AuthorityConfig config) {
    List<String> grants = new ArrayList<>(List.of("client_credentials"));
    if (!config.exchange().isEmpty()) {
      grants.add("token-exchange");
    }
    if (!config.assertions().isEmpty()) {
      grants.add("jwt-bearer");
    }
    return grants;
  }

  /** A database that is not there yet, or not of this version, is no fault of the configuration. */
  private Optional<Reports> reports(AuthorityConfig config, Map<String, Object> summary) {
    try (Storage storage = Authority.openAsItIs(config.storage())) {
      return Optional.of(
          new Reports(
              SignInReport.of(storage, terminal().clock().instant()),
              BindingReport.of(storage, config.binding(), config.mtls().offered())));
    } catch (StorageException e) {
      summary.put("consumers", "not looked at: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** What each may have; kinds are written as in the configuration. */
  private static Map<String, String> named(Map<?, ?> rates) {
    Map<String, String> named = new TreeMap<>();
    rates.forEach(
        (whose, rate) ->
            named.put(
                whose instanceof Enum<?> kind
                    ? kind.name().toLowerCase(Locale.ROOT)
                    : whose.toString(),
                rate.toString()));
    return named;
  }
}
