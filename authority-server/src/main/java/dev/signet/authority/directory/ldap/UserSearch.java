package dev.signet.authority.directory.ldap;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * How the entry of a user is found, and what is read from it.
 *
 * @param base the entry under which users are
 * @param filter finds the one entry of a user by name; whoever it leaves out cannot sign in
 * @param name the attribute that holds the name, letter by letter as the user gives it
 * @param attributes what tokens say of a user: the attribute by the claim
 */
public record UserSearch(
    String base, FilterTemplate filter, String name, Map<String, String> attributes) {
  /**
   * Checks and copies the parts.
   *
   * @throws IllegalArgumentException when the base is no distinguished name or an attribute's name
   *     is none
   */
  public UserSearch {
    LdapText.dn(base);
    requireNonNull(filter, "filter");
    LdapText.attribute(name);
    attributes.values().forEach(LdapText::attribute);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** All that is asked for. */
  Set<String> wanted() {
    Set<String> wanted = new LinkedHashSet<>(attributes.values());
    wanted.add(name);
    return wanted;
  }
}
