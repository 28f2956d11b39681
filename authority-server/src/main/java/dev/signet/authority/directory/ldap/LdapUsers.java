package dev.signet.authority.directory.ldap;

import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import dev.signet.authority.directory.Consumer;
import dev.signet.authority.directory.ConsumerDirectory;
import dev.signet.authority.directory.ConsumerName;
import dev.signet.authority.directory.Details;
import dev.signet.authority.storage.ConsumerKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of an LDAP directory: it is searched for the one entry of a name, and the password is
 * right if a bind as that entry succeeds (RFC 4513 §5.1.3).
 *
 * <p>Nothing is kept: whom the directory disables signs in no more. Thread-safe.
 */
public final class LdapUsers implements ConsumerDirectory, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LdapUsers.class);

  /** What a directory says to a password that it does not take, or of an entry that is locked. */
  private static final Set<ResultCode> NOT_PROVEN =
      Set.of(
          ResultCode.INVALID_CREDENTIALS,
          ResultCode.NO_SUCH_OBJECT,
          ResultCode.INAPPROPRIATE_AUTHENTICATION,
          ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
          ResultCode.CONSTRAINT_VIOLATION,
          ResultCode.UNWILLING_TO_PERFORM,
          ResultCode.REFERRAL);

  private final LdapSettings settings;
  private final LdapConnections connections;
  private final DirectorySearch search;

  /** An entry that does not exist, to be asked for when nobody was found. */
  private final String nobody;

  /**
   * Takes the settings; connects to nothing yet.
   *
   * @throws IllegalArgumentException when the file of root certificates has none
   */
  public LdapUsers(LdapSettings settings) {
    this.settings = settings;
    this.connections = new LdapConnections(settings.server());
    this.search = new DirectorySearch(settings);
    this.nobody = new RDN("cn", "nobody-" + UUID.randomUUID()) + "," + settings.users().base();
  }

  /** Whether the directory did its part when it was last used. */
  public boolean isUp() {
    return connections.areUp();
  }

  @Override
  public Optional<Consumer> authenticate(String name, String password) {
    // RFC 4513 §5.1.2: a bind without a password succeeds as nobody, and proves nothing.
    if (password.isEmpty() || !ConsumerName.isValid(name)) {
      return Optional.empty();
    }
    return connections.use(
        directory -> {
          Optional<SearchResultEntry> user = search.findUser(directory, name);
          // Asked even when there is nobody of that name: the work must not tell.
          String dn = user.map(SearchResultEntry::getDN).orElse(nobody);
          boolean proven = isProven(directory, dn, password);
          return consumer(directory, name, user.filter(entry -> proven));
        });
  }

  @Override
  public Optional<Consumer> find(String name) {
    return ConsumerName.isValid(name)
        ? connections.use(directory -> consumer(directory, name, search.findUser(directory, name)))
        : Optional.empty();
  }

  /** Always true: whom the directory does not find may have been disabled or deleted there. */
  @Override
  public boolean knows(String name) {
    return true;
  }

  private static boolean isProven(LDAPConnectionPool directory, String dn, String password)
      throws LDAPException {
    try {
      directory.bindAndRevertAuthentication(new SimpleBindRequest(dn, password));
      return true;
    } catch (LDAPException e) {
      if (NOT_PROVEN.contains(e.getResultCode())) {
        return false;
      }
      throw e;
    }
  }

  private Optional<Consumer> consumer(
      LDAPConnectionPool directory, String name, Optional<SearchResultEntry> user)
      throws LDAPException {
    if (user.isEmpty()) {
      return Optional.empty();
    }
    List<String> roles = search.roles(directory, user.get().getDN());
    Map<String, Object> details = details(name, user.get(), roles);
    return Optional.of(
        new Consumer(name, ConsumerKind.USER, settings.rights(), List.of(), details));
  }

  private Map<String, Object> details(String name, SearchResultEntry entry, List<String> roles) {
    Map<String, Object> details = new LinkedHashMap<>();
    if (!roles.isEmpty()) {
      details.put("roles", roles);
    }
    settings
        .users()
        .attributes()
        .forEach(
            (claim, attribute) -> {
              String value = entry.getAttributeValue(attribute);
              if (value != null) {
                details.put(claim, value);
                dropUnlessAllowed(details, claim, name);
              }
            });
    return details;
  }

  private void dropUnlessAllowed(Map<String, Object> details, String claim, String name) {
    if (!Details.areAllowed(details)) {
      details.remove(claim);
      LOG.warn("{}: tokens of {} say no {}: too long, or not text", settings.server(), name, claim);
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
