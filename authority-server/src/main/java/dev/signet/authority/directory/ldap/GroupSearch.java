package dev.signet.authority.directory.ldap;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.Filter;
import dev.signet.authority.directory.Details;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the groups of a user become roles. A group without a role is not even asked for.
 *
 * @param base the entry under which groups are; null where no group has a role
 * @param filter finds the groups by the distinguished name of their member
 * @param name the attribute that holds the name of a group
 * @param roles the roles by the name of the group, whose case does not count
 */
public record GroupSearch(
    @Nullable String base, FilterTemplate filter, String name, Map<String, List<String>> roles) {
  /**
   * Checks and copies the parts.
   *
   * @throws IllegalArgumentException when the base is missing or no distinguished name, the
   *     attribute's name is none, two names differ by case alone, or all roles together do not fit
   *     into a token
   */
  public GroupSearch {
    requireNonNull(filter, "filter");
    LdapText.attribute(name);
    roles = byNameInAnyCase(roles);
    if (!roles.isEmpty()) {
      LdapText.dn(requireNonNull(base, "base"));
    }
    if (!Details.areAllowed(Map.of("roles", distinct(roles.values().stream())))) {
      throw new IllegalArgumentException("have roles that do not fit into a token: 1536 bytes");
    }
  }

  private static Map<String, List<String>> byNameInAnyCase(Map<String, List<String>> roles) {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    roles.forEach((group, theirs) -> copy.put(group, List.copyOf(theirs)));
    if (copy.size() < roles.size()) {
      throw new IllegalArgumentException("name one group twice, in another case");
    }
    return Collections.unmodifiableMap(copy);
  }

  /** Asks for those groups of a member that have a role. */
  Filter filterFor(String memberDn) {
    List<Filter> mapped = new ArrayList<>();
    roles.keySet().forEach(group -> mapped.add(Filter.createEqualityFilter(name, group)));
    return Filter.createANDFilter(filter.with(memberDn), Filter.createORFilter(mapped));
  }

  /** The roles of groups, each once. */
  List<String> rolesOf(Collection<String> groups) {
    return distinct(groups.stream().map(group -> roles.getOrDefault(group, List.of())));
  }

  private static List<String> distinct(Stream<List<String>> roles) {
    return roles.flatMap(List::stream).distinct().sorted().toList();
  }
}
