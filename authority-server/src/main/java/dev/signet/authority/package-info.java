/**
 * The authority: starts it and wires it together.
 *
 * <p>Owns {@code Main} and the one place where parts are joined. The configuration and every
 * protocol job have a package of their own below this one. Start reading at {@code
 * AuthorityServer}.
 */
@NullMarked
package dev.signet.authority;

import org.jspecify.annotations.NullMarked;
