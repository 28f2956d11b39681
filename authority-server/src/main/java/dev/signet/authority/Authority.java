package dev.signet.authority;

import dev.signet.authority.audit.AuditLog;
import dev.signet.authority.audit.LoggedAuditLog;
import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.config.AuthorityConfig.StorageSettings;
import dev.signet.authority.directory.ClientCredentials;
import dev.signet.authority.directory.ConsumerAdministration;
import dev.signet.authority.directory.ConsumerDirectory;
import dev.signet.authority.directory.CredentialUses;
import dev.signet.authority.directory.Credentials;
import dev.signet.authority.directory.PasswordHasher;
import dev.signet.authority.directory.PasswordLane;
import dev.signet.authority.directory.SecretHasher;
import dev.signet.authority.directory.StoredConsumerDirectory;
import dev.signet.authority.directory.credential.CredentialAdministration;
import dev.signet.authority.directory.ldap.JoinedDirectory;
import dev.signet.authority.directory.ldap.LdapUsers;
import dev.signet.authority.guessing.Guessing;
import dev.signet.authority.keys.KeyFiles;
import dev.signet.authority.keys.KeyRotator;
import dev.signet.authority.keys.KeyStore;
import dev.signet.authority.keys.KeyTable;
import dev.signet.authority.quota.Allowances;
import dev.signet.authority.revocation.PublicationWitness;
import dev.signet.authority.revocation.Renumbering;
import dev.signet.authority.revocation.RevocationPublisher;
import dev.signet.authority.revocation.Revocations;
import dev.signet.authority.session.Sessions;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.sql.postgres.PostgresStorage;
import dev.signet.authority.storage.sql.sqlite.SqliteStorage;
import dev.signet.authority.token.AccessTokenClaims;
import dev.signet.authority.token.IssueObserver;
import dev.signet.authority.token.TokenIssuer;
import dev.signet.authority.token.TokenPolicy;
import dev.signet.authority.token.explain.DryRun;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The authority without its HTTP side: what the server and the command line share. Thread-safe.
 *
 * <p>Several processes may have the same authority open, as the command line does beside a server.
 */
public final class Authority implements AutoCloseable {
  private static final Duration LONGEST_WAIT_FOR_A_LANE = Duration.ofSeconds(2);

  private final AuthorityConfig config;
  private final Clock clock;
  private final Storage storage;
  private final Credentials credentials;
  private final CredentialUses uses;
  private final Guessing guessing;
  private final @Nullable LdapUsers ldapUsers;
  private final AuditLog audit;
  private final Renumbering renumbering;
  private final ClockAgreement clocks;
  private final Allowances allowances;

  /** Takes a storage that is open already; {@link #close} closes it. */
  Authority(AuthorityConfig config, Clock clock, Storage storage) {
    this(config, clock, storage, PublicationWitness.none());
  }

  private Authority(
      AuthorityConfig config, Clock clock, Storage storage, PublicationWitness witness) {
    this.config = config;
    this.clock = clock;
    this.storage = storage;
    byte[] hashKey = DevelopmentHashKey.orConfigured(config);
    this.credentials = credentials(config, hashKey);
    this.uses = new CredentialUses(storage.credentials(), clock);
    this.ldapUsers = config.authentication().directory().map(LdapUsers::new).orElse(null);
    this.audit = new LoggedAuditLog(clock);
    Duration apart = config.storage().clockTolerance();
    this.guessing =
        Guessing.over(config.authentication().guesses(), hashKey, storage, audit, apart, clock);
    this.renumbering = new Renumbering(storage, witness, audit);
    this.clocks = new ClockAgreement(storage, clock, System::nanoTime, apart);
    this.allowances = new Allowances(config.quotas(), storage.allowances(), System::nanoTime);
  }

  /**
   * Opens the storage of a configuration, and heals its revocations if it is a restored backup.
   *
   * @throws dev.signet.authority.storage.StorageException if it cannot be opened; the message names
   *     the file or the server, and the fix
   */
  public static Authority open(AuthorityConfig config, Clock clock) {
    StorageSettings settings = config.storage();
    Storage storage =
        settings
            .server()
            .map(PostgresStorage::open)
            .orElseGet(() -> SqliteStorage.open(settings.file(), settings.sqlite()));
    try {
      PublicationWitness witness =
          settings.server().isPresent()
              ? PublicationWitness.none()
              : PublicationWitness.beside(settings.file());
      Authority authority = new Authority(config, clock, storage, witness);
      authority.renumbering.ifRestored();
      return authority;
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  /**
   * Opens the storage of a configuration as it is, to look at it; nothing is made or changed.
   * Whoever opens it closes it.
   *
   * @throws dev.signet.authority.storage.StorageException if there is none of this version
   */
  public static Storage openAsItIs(StorageSettings settings) {
    return settings
        .server()
        .map(PostgresStorage::openAsItIs)
        .orElseGet(() -> SqliteStorage.openAsItIs(settings.file(), settings.sqlite()));
  }

  /** The configuration it runs on. */
  public AuthorityConfig config() {
    return config;
  }

  /** The time it runs on. */
  public Clock clock() {
    return clock;
  }

  /** Whether that time is the one of other nodes. */
  ClockAgreement clocks() {
    return clocks;
  }

  /** The repositories. */
  public Storage storage() {
    return storage;
  }

  /** Where security events are accounted for. */
  public AuditLog audit() {
    return audit;
  }

  /** Who the consumers are. */
  public ConsumerDirectory directory() {
    ConsumerDirectory stored =
        new StoredConsumerDirectory(storage.consumerReader(), clientCredentials(), credentials);
    return ldapUsers == null ? stored : new JoinedDirectory(stored, ldapUsers);
  }

  /** The users of an LDAP directory, if there is one. */
  Optional<LdapUsers> ldapUsers() {
    return Optional.ofNullable(ldapUsers);
  }

  /** The key of nonces: the same at all nodes, as they share the key of secrets' hashes. */
  byte[] nonceKey() {
    return credentials.secrets().derivedKey("signet dpop nonces");
  }

  /** What clients prove themselves with. */
  public ClientCredentials clientCredentials() {
    return new ClientCredentials(storage.credentialReader(), uses, clock);
  }

  /** When they last did. */
  CredentialUses credentialUses() {
    return uses;
  }

  /** Who has failed to authenticate too often. */
  public Guessing guessing() {
    return guessing;
  }

  /** The sessions of users, if there are any. */
  Optional<Sessions> sessions() {
    return Optional.ofNullable(config.authentication().sessions())
        .map(settings -> new Sessions(storage.sessions(), settings, clock));
  }

  /** Changes who the consumers are. */
  public ConsumerAdministration administration() {
    return new ConsumerAdministration(storage, credentials, clock);
  }

  /** Changes what clients prove themselves with. */
  public CredentialAdministration credentialAdministration() {
    return new CredentialAdministration(storage, credentials.secrets(), clock);
  }

  /**
   * Opens the ring of signing keys and takes the steps that are due; makes the first keys if there
   * are none.
   *
   * @throws IllegalArgumentException if a key file is damaged or does not open; the message names
   *     the file and the fix
   * @throws IllegalStateException if a step is due and the clock is apart from that of the storage
   */
  public KeyRotator openKeys() {
    KeyStore store = new GuardedKeyStore(keyStore(), clocks::probe);
    KeyRotator keys = SigningKeys.open(store, config, clock, audit);
    keys.ring().active().forEach(key -> audit.record(SigningKeys.loaded(key)));
    return keys;
  }

  /** Where the ring of signing keys is kept. */
  KeyStore keyStore() {
    return switch (config.keys().place()) {
      case FOLDER -> new KeyFiles(config.keys(), clock);
      case DATABASE -> new KeyTable(storage.keyRing(), config.keys().seal());
    };
  }

  /** Who may have how much. */
  Allowances allowances() {
    return allowances;
  }

  /** Narrows requests to what the configuration allows. */
  public TokenPolicy policy() {
    return new TokenPolicy(config.tokens(), config.audiences());
  }

  /**
   * Issues tokens that the keys of the moment sign.
   *
   * @param cutOff the latest time before which tokens were revoked
   * @param observer hears how long it took
   */
  public TokenIssuer issuer(KeyRotator keys, Supplier<Instant> cutOff, IssueObserver observer) {
    return new TokenIssuer(
        claims(),
        (clientId, audience) -> keys.signer(config.signing().choose(clientId, audience)),
        storage.tokens(),
        clocks::time,
        cutOff,
        observer);
  }

  /** Explains tokens without issuing them. */
  public DryRun dryRun() {
    return new DryRun(claims(), config.signing(), config.tokens(), config.binding().rules());
  }

  private AccessTokenClaims claims() {
    return new AccessTokenClaims(config.issuer(), config.audiences(), allowances);
  }

  /** Takes tokens back. */
  public Revocations revocations() {
    return new Revocations(storage, audit, clock, config.tokens().longestLifetime());
  }

  /** Gives the changes of the revocations other numbers. */
  public Renumbering renumbering() {
    return renumbering;
  }

  /**
   * Publishes what was taken back.
   *
   * @throws dev.signet.authority.storage.StorageException if it cannot be read
   */
  RevocationPublisher publisher(KeyRotator keys) {
    return new RevocationPublisher(
        storage.revocationReader(),
        renumbering,
        () -> keys.signer(config.keys().algorithm()),
        config.issuer(),
        config.revocations(),
        clock);
  }

  /** Closes the storage; what was answered is durable already. */
  @Override
  public void close() {
    ldapUsers().ifPresent(LdapUsers::close);
    storage.close();
  }

  private static Credentials credentials(AuthorityConfig config, byte[] hashKey) {
    AuthorityConfig.AuthenticationSettings settings = config.authentication();
    SecureRandom random = new SecureRandom();
    PasswordLane lane = new PasswordLane(settings.passwordLanes(), LONGEST_WAIT_FOR_A_LANE);
    return new Credentials(
        new SecretHasher(hashKey, random), new PasswordHasher(settings.passwords(), lane, random));
  }
}
