/**
 * Clients that authenticate by a TLS certificate (RFC 8705 §2).
 *
 * <p>Owns where the certificate comes from (the TLS layer, or a header of a trusted proxy) and what
 * it is worth: one of a CA whose subject is registered, or one that is registered itself. That the
 * sender has its private key is what TLS has proved before; what tokens are bound to is the
 * business of {@code binding}. Start reading at {@link
 * dev.signet.authority.authn.mtls.MtlsAuthenticator}.
 */
@NullMarked
package dev.signet.authority.authn.mtls;

import org.jspecify.annotations.NullMarked;
