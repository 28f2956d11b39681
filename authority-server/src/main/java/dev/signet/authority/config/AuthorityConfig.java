package dev.signet.authority.config;

import dev.signet.authority.authn.mtls.MtlsSettings;
import dev.signet.authority.binding.BindingSettings;
import dev.signet.authority.directory.Argon2Settings;
import dev.signet.authority.directory.ldap.LdapSettings;
import dev.signet.authority.guessing.GuessLimits;
import dev.signet.authority.http.WebSettings;
import dev.signet.authority.keys.KeySettings;
import dev.signet.authority.keys.signing.SigningSettings;
import dev.signet.authority.quota.QuotaSettings;
import dev.signet.authority.revocation.RevocationSettings;
import dev.signet.authority.session.SessionSettings;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.sqlite.SqliteSettings;
import dev.signet.authority.token.SigningRules;
import dev.signet.authority.token.TokenSettings;
import dev.signet.authority.token.assertion.TrustedIssuer;
import dev.signet.authority.token.claims.AudienceRules;
import dev.signet.authority.token.exchange.ExchangeRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration of an authority, checked.
 *
 * @param profile how much is insisted on
 * @param issuer the name in every token; not where it listens, as a proxy may stand between
 * @param web where and how it listens
 * @param operatorWeb where metrics are served; null serves none
 * @param keys the signing keys
 * @param signing which algorithm signs which token
 * @param engines how signatures are made
 * @param tokens how long tokens live
 * @param audiences what is said of audiences
 * @param exchange who may exchange tokens
 * @param assertions whose assertions are taken for tokens
 * @param quotas how much requestors may ask for
 * @param revocations how validators are told of revocations
 * @param storage the token repository and the directory
 * @param authentication how consumers are authenticated
 * @param mtls how clients may authenticate by a certificate
 * @param binding what tokens are bound to
 */
public record AuthorityConfig(
    Profile profile,
    String issuer,
    WebSettings web,
    @Nullable WebSettings operatorWeb,
    KeySettings keys,
    SigningRules signing,
    SigningSettings engines,
    TokenSettings tokens,
    AudienceRules audiences,
    ExchangeRules exchange,
    List<TrustedIssuer> assertions,
    QuotaSettings quotas,
    RevocationSettings revocations,
    StorageSettings storage,
    AuthenticationSettings authentication,
    MtlsSettings mtls,
    BindingSettings binding) {

  /**
   * The database.
   *
   * @param file where the embedded one is, and what else this machine keeps beside it
   * @param sqlite how the embedded one is driven
   * @param postgres the server that is used instead; null uses the embedded one
   * @param purgeEvery how often records of expired tokens are deleted
   * @param clockTolerance by how much the clocks of this node and of the server may differ; exactly
   *     as much is taken
   */
  public record StorageSettings(
      Path file,
      SqliteSettings sqlite,
      @Nullable PostgresSettings postgres,
      Duration purgeEvery,
      Duration clockTolerance) {

    /** The server that is used, if it is not the embedded database. */
    public Optional<PostgresSettings> server() {
      return Optional.ofNullable(postgres);
    }

    /** The database in use, as an operator reads it. */
    public String name() {
      return server().map(each -> each.address().toString()).orElseGet(file::toString);
    }
  }

  /**
   * How consumers are authenticated.
   *
   * @param hashKey keys the hash of applications' secrets; null makes one beside the database
   *     (development only)
   * @param passwords the cost of a password hash
   * @param passwordLanes how many passwords are hashed at once
   * @param guesses how often one may fail
   * @param sessions when sessions of users end; null where there are none
   * @param ldap the directory whose users may have tokens too; null where there is none
   */
  public record AuthenticationSettings(
      @Nullable String hashKey,
      Argon2Settings passwords,
      int passwordLanes,
      GuessLimits guesses,
      @Nullable SessionSettings sessions,
      @Nullable LdapSettings ldap) {
    /** The directory whose users may have tokens too, if there is one. */
    public Optional<LdapSettings> directory() {
      return Optional.ofNullable(ldap);
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "AuthenticationSettings[%s, lanes=%d]", passwords, passwordLanes);
    }
  }

  /** Where metrics are served, if they are. */
  public Optional<WebSettings> operatorListener() {
    return Optional.ofNullable(operatorWeb);
  }

  /**
   * Reads the configuration.
   *
   * @param yaml the configuration file; null takes the development profile with its defaults
   * @param environment the environment variables; each overrides its setting
   * @throws ConfigException with every fault and its fix
   */
  public static AuthorityConfig read(@Nullable Path yaml, Map<String, String> environment) {
    return ConfigSections.read(
        new ConfigReader(ConfigSource.read(yaml, environment)),
        yaml == null ? Profile.DEVELOPMENT : Profile.PRODUCTION);
  }
}
