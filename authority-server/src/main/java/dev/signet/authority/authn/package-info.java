/**
 * Who asks: one interface for a way of proving it, and the chain that picks the one used.
 *
 * <p>Owns how credentials are taken from a request and how guessing is slowed down; who the
 * consumers are is the business of {@code directory}. Start reading at {@link
 * dev.signet.authority.authn.AuthenticatorChain}.
 */
@NullMarked
package dev.signet.authority.authn;

import org.jspecify.annotations.NullMarked;
