/**
 * Clients that prove who they are by a signed assertion: {@code private_key_jwt} (RFC 7523 §2.2).
 *
 * <p>Owns what such an assertion must be like, and that it is used once. How signatures and times
 * are judged is the business of the validator's library, which keys a client registered that of
 * {@code directory}. Start reading at {@link
 * dev.signet.authority.authn.assertion.PrivateKeyJwtAuthenticator}.
 */
@NullMarked
package dev.signet.authority.authn.assertion;

import org.jspecify.annotations.NullMarked;
