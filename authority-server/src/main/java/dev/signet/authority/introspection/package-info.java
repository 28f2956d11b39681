/**
 * Introspection: a provider asks the authority about one token, and hears of this very moment.
 *
 * <p>Owns {@code /introspect} (RFC 7662) and its signed answer (RFC 9701). It judges nothing
 * itself: the validator that providers use does. Start reading at {@link
 * dev.signet.authority.introspection.IntrospectEndpoint}.
 */
@NullMarked
package dev.signet.authority.introspection;

import org.jspecify.annotations.NullMarked;
