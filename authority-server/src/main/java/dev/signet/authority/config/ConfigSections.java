package dev.signet.authority.config;

import dev.signet.authority.authn.mtls.MtlsSettings;
import dev.signet.authority.config.AuthorityConfig.AuthenticationSettings;
import dev.signet.authority.directory.Argon2Settings;
import dev.signet.authority.guessing.GuessLimits;
import dev.signet.authority.http.HttpLimits;
import dev.signet.authority.http.WebSettings;
import dev.signet.authority.http.tls.TlsFiles;
import dev.signet.authority.keys.KeySettings;
import dev.signet.authority.revocation.RevocationSettings;
import dev.signet.authority.session.SessionSettings;
import dev.signet.authority.token.TokenSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sections of the configuration, each with its defaults, ranges and contradictions. */
final class ConfigSections {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final int HASH_KEY_BYTES = 32;
  private static final int MAX_LANES = 64;
  private static final int MAX_PORT = 65_535;
  private static final int OFF = -1;

  private final ConfigReader reader;
  private final Profile profile;
  private final ClientTlsSection clients;

  private ConfigSections(ConfigReader reader, Profile profile) {
    this.reader = reader;
    this.profile = profile;
    this.clients = new ClientTlsSection(reader);
  }

  static AuthorityConfig read(ConfigReader reader, Profile defaultProfile) {
    Profile profile = reader.choice("profile", defaultProfile);
    ConfigSections sections = new ConfigSections(reader, profile);
    WebSettings web = sections.web();
    TokenSettings tokens = sections.tokens();
    RevocationSettings revocations = sections.revocations(web.limits().connections());
    KeySection keySection = new KeySection(reader, profile);
    KeySettings keys = keySection.read(tokens.longestLifetime());
    String issuer = sections.issuer(web);
    MtlsSettings mtls = sections.clients.read();
    AuthorityConfig config =
        new AuthorityConfig(
            profile,
            issuer,
            web,
            sections.operator(web),
            keys,
            keySection.signing(keys.algorithms()),
            new EngineSection(reader).read(keys.algorithms()),
            tokens,
            new AudienceSection(reader).read(),
            new ExchangeSection(reader).read(),
            new AssertionSection(reader, issuer).read(),
            new QuotaSection(reader).read(),
            revocations,
            new StorageSection(reader).read(),
            sections.authentication(),
            mtls,
            new BindingSection(reader).read(mtls.offered()));
    reader.finish();
    return config;
  }

  private WebSettings web() {
    String host = host("listen.host");
    int port = reader.integer("listen.port", 8080, 0, MAX_PORT);
    return new WebSettings("listen", host, port, tls(), limits(), clients.addresses());
  }

  private String host(String key) {
    String host = reader.text(key, "127.0.0.1");
    if (profile == Profile.DEVELOPMENT && !LOOPBACK.contains(host)) {
      reader.fault(key, "must be 127.0.0.1 in the development profile: set profile: production");
    }
    return host;
  }

  private @Nullable WebSettings operator(WebSettings web) {
    String host = host("operator.host");
    int port = reader.integer("operator.port", OFF, 0, MAX_PORT);
    if (port != 0 && port == web.port()) {
      reader.fault("operator.port", "is listen.port: give it a port of its own");
    }
    if (port == OFF && reader.find("operator.host").isPresent()) {
      reader.fault("operator.host", "is set without operator.port: set that too, or remove it");
    }
    return port == OFF ? null : new WebSettings("operator", host, port, null, web.limits());
  }

  private @Nullable TlsFiles tls() {
    Optional<Path> certificate = reader.findPath("tls.certificateFile");
    Optional<Path> key = reader.findPath("tls.keyFile");
    if (certificate.isPresent() != key.isPresent()) {
      reader.fault("tls.certificateFile", "and tls.keyFile go together: set both or none");
    }
    return certificate.isPresent() && key.isPresent()
        ? new TlsFiles(certificate.get(), key.get(), clients.asks())
        : null;
  }

  private HttpLimits limits() {
    HttpLimits standard = HttpLimits.DEFAULT;
    return new HttpLimits(
        reader.integer("limits.bodyBytes", standard.bodyBytes(), 1_024, 1_048_576),
        reader.integer("limits.headerBytes", standard.headerBytes(), 1_024, 65_536),
        reader.integer("limits.formFields", standard.formFields(), 8, 1_024),
        reader.integer("limits.fieldChars", standard.fieldChars(), 256, 65_536),
        reader.integer("limits.connections", standard.connections(), 10, 1_000_000),
        reader.integer("limits.concurrentRequests", standard.concurrentRequests(), 1, 10_000),
        reader.duration("limits.bodyTimeout", standard.bodyTimeout(), SECOND, MINUTE),
        reader.duration("limits.idleTimeout", standard.idleTimeout(), SECOND, HOUR),
        reader.duration("limits.stopTimeout", standard.stopTimeout(), SECOND, HOUR));
  }

  private String issuer(WebSettings web) {
    Optional<String> issuer = reader.find("issuer");
    if (issuer.isEmpty() && profile == Profile.PRODUCTION) {
      reader.fault(
          "issuer", "is missing: set the URL that consumers use, such as https://auth.example.org");
    } else if (issuer.isEmpty() && web.port() == 0) {
      reader.fault("issuer", "is missing: it cannot be derived from listen.port 0");
    }
    String scheme = web.tls().isPresent() ? "https" : "http";
    String host = web.host().contains(":") ? "[" + web.host() + "]" : web.host();
    String name = issuer.orElse(String.format(Locale.ROOT, "%s://%s:%d", scheme, host, web.port()));
    if (issuer.isPresent()) {
      IssuerRules.fault(name, profile).ifPresent(fault -> reader.fault("issuer", fault));
    }
    return name;
  }

  private TokenSettings tokens() {
    Duration longest = reader.duration("tokens.longestLifetime", HOUR, SECOND, DAY);
    Duration lifetime = reader.duration("tokens.lifetime", Duration.ofMinutes(15), SECOND, DAY);
    if (lifetime.compareTo(longest) > 0) {
      reader.fault(
          "tokens.lifetime",
          String.format(
              Locale.ROOT,
              "(%s) is longer than tokens.longestLifetime (%s): lower the one or raise the other",
              lifetime,
              longest));
      return new TokenSettings(longest, longest);
    }
    return new TokenSettings(lifetime, longest);
  }

  private RevocationSettings revocations(int connections) {
    Duration ttl = reader.duration("revocations.ttl", TEN_SECONDS, SECOND, HOUR);
    Duration believeFor = reader.duration("revocations.believeFor", DAY, SECOND, MONTH);
    int streams =
        reader.integer("revocations.streams", RevocationSettings.DEFAULT_STREAMS, 1, 100_000);
    if (streams >= connections) {
      reader.fault(
          "limits.connections",
          String.format(
              Locale.ROOT,
              "(%d) leaves no room beside revocations.streams (%d): raise the one or lower the other",
              connections,
              streams));
    }
    if (believeFor.compareTo(ttl.multipliedBy(2)) < 0) {
      reader.fault(
          "revocations.believeFor",
          String.format(
              Locale.ROOT,
              "(%s) is less than twice revocations.ttl (%s): raise the one or lower the other",
              believeFor,
              ttl));
      return new RevocationSettings(ttl, ttl.multipliedBy(2), streams);
    }
    return new RevocationSettings(ttl, believeFor, streams);
  }

  private AuthenticationSettings authentication() {
    Argon2Settings standard = Argon2Settings.DEFAULT;
    int lanes = Math.min(Runtime.getRuntime().availableProcessors(), MAX_LANES);
    return new AuthenticationSettings(
        hashKey().orElse(null),
        new Argon2Settings(
            reader.integer("passwords.memoryKib", standard.memoryKib(), 1_024, 1_048_576),
            reader.integer("passwords.iterations", standard.iterations(), 1, 16),
            reader.integer("passwords.parallelism", standard.parallelism(), 1, 16)),
        reader.integer("passwords.lanes", lanes, 1, MAX_LANES),
        guesses(),
        sessions(),
        new LdapSection(reader, profile).read());
  }

  private GuessLimits guesses() {
    return new GuessLimits(
        reader.integer("signIn.failures", 10, 1, 1_000_000),
        reader.integer("signIn.addressFailures", 100, 1, 1_000_000),
        reader.integer("signIn.accountFailures", 50, 1, 1_000_000),
        reader.duration("signIn.failureWindow", MINUTE, SECOND, DAY),
        reader.duration("signIn.longestWait", Duration.ofMinutes(15), SECOND, DAY));
  }

  private @Nullable SessionSettings sessions() {
    Duration least = SessionSettings.LEAST;
    boolean enabled = reader.flag("sessions.enabled", false);
    Duration usual = SessionSettings.DEFAULT_ABSOLUTE;
    Duration absolute = reader.duration("sessions.absolute", usual, least, MONTH);
    Duration idle = reader.duration("sessions.idle", SessionSettings.DEFAULT_IDLE, least, MONTH);
    if (idle.compareTo(absolute) > 0) {
      reader.fault("sessions.idle", "is longer than sessions.absolute: lower it or raise that");
      return null;
    }
    return enabled ? new SessionSettings(idle, absolute) : null;
  }

  private Optional<String> hashKey() {
    Optional<String> key = reader.secret("secrets.hashKey");
    if (profile == Profile.PRODUCTION && reader.lacksSecret("secrets.hashKey")) {
      reader.fault(
          "secrets.hashKeyFile",
          "is missing: make one with: openssl rand -base64 32 > hash.key; keep it with the"
              + " database's backups, as without it no application can sign in");
    }
    if (key.isPresent() && !isHashKey(key.get())) {
      reader.fault("secrets.hashKey", "is not 32 bytes in base64: openssl rand -base64 32");
    }
    return key;
  }

  private static boolean isHashKey(String base64) {
    try {
      return Base64.getDecoder().decode(base64).length == HASH_KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
