package dev.signet.authority.directory.ldap;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds users and their roles in a directory. Immutable. */
final class DirectorySearch {
  private static final Logger LOG = LoggerFactory.getLogger(LdapUsers.class);

  /** As many entries as it takes to know that there is not one. */
  private static final int TOO_MANY = 2;

  private static final int ALL = 0;

  private final LdapSettings settings;

  DirectorySearch(LdapSettings settings) {
    this.settings = settings;
  }

  /** The one entry of a name; empty if there is none, or more than one. */
  Optional<SearchResultEntry> findUser(LDAPConnectionPool directory, String name)
      throws LDAPException {
    UserSearch users = settings.users();
    Filter filter = users.filter().with(name);
    List<SearchResultEntry> found = search(directory, users.base(), filter, users.wanted());
    if (found.size() > 1) {
      LOG.warn("{} has several entries for {}: refused", settings.server().address(), name);
      return Optional.empty();
    }
    return found.stream().filter(entry -> isNamed(entry, name)).findFirst();
  }

  private List<SearchResultEntry> search(
      LDAPConnectionPool directory, String base, Filter filter, Set<String> attributes)
      throws LDAPSearchException {
    try {
      return directory.search(request(base, filter, TOO_MANY, attributes)).getSearchEntries();
    } catch (LDAPSearchException e) {
      if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
        return e.getSearchEntries();
      }
      if (e.getResultCode().equals(ResultCode.REFERRAL)) {
        return List.of();
      }
      throw e;
    }
  }

  /**
   * Whether an entry has this name and no other. A directory takes upper for lower case, and a
   * filter may find a user in several ways; a holder of tokens has one name.
   */
  private boolean isNamed(SearchResultEntry entry, String name) {
    String[] names = entry.getAttributeValues(settings.users().name());
    return names != null && List.of(names).equals(List.of(name)) && !entry.getDN().isEmpty();
  }

  /** The roles of a user by the groups that have it as a member. */
  List<String> roles(LDAPConnectionPool directory, String userDn) throws LDAPException {
    GroupSearch groups = settings.groups();
    String base = groups.base();
    if (base == null || groups.roles().isEmpty()) {
      return List.of();
    }
    SearchRequest request = request(base, groups.filterFor(userDn), ALL, Set.of(groups.name()));
    List<String> names =
        directory.search(request).getSearchEntries().stream()
            .map(group -> group.getAttributeValues(groups.name()))
            .flatMap(values -> values == null ? Stream.empty() : Arrays.stream(values))
            .toList();
    return groups.rolesOf(names);
  }

  private SearchRequest request(String base, Filter filter, int size, Set<String> attributes) {
    return new SearchRequest(
        base,
        SearchScope.SUB,
        DereferencePolicy.NEVER,
        size,
        (int) Math.max(1, settings.server().timeout().toSeconds()),
        false,
        filter,
        attributes.toArray(String[]::new));
  }
}
