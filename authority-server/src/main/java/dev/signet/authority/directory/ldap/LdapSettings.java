package dev.signet.authority.directory.ldap;

import static java.util.Objects.requireNonNull;

import dev.signet.authority.storage.TokenRights;

/**
 * Which users of a directory may have which tokens.
 *
 * @param server the directory
 * @param users how a user is found there
 * @param groups how groups become roles
 * @param rights what each of these users may ask for
 */
public record LdapSettings(
    LdapServer server, UserSearch users, GroupSearch groups, TokenRights rights) {
  /** Takes the parts, which have checked themselves. */
  public LdapSettings {
    requireNonNull(server, "server");
    requireNonNull(users, "users");
    requireNonNull(groups, "groups");
    requireNonNull(rights, "rights");
  }
}
