/**
 * The authority: starts it and wires it together.
 *
 * <p>Owns {@code Main}, the configuration and the one place where parts are joined. Every protocol
 * job has a package of its own below this one. Start reading at {@code AuthorityServer}.
 */
@NullMarked
package dev.signet.authority;

import org.jspecify.annotations.NullMarked;
