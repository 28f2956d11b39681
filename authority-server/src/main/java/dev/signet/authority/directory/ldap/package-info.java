/**
 * Users who are known to an LDAP directory: their passwords, their details and their groups.
 *
 * <p>Owns how a directory is searched and asked for a bind, and how many do so at once. It writes
 * nothing there and keeps nothing here; which names are looked for is decided by {@code
 * JoinedDirectory}. Start reading at {@link dev.signet.authority.directory.ldap.LdapUsers}.
 */
@NullMarked
package dev.signet.authority.directory.ldap;

import org.jspecify.annotations.NullMarked;
