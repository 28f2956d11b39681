/**
 * Registers what clients prove themselves with, and lets it expire.
 *
 * <p>Owns what may be registered, how many of it and for how long. Does not own how a proof is
 * checked: secrets by {@code directory}, the others by {@code authn}. Start reading at {@link
 * dev.signet.authority.directory.credential.CredentialAdministration}.
 */
@NullMarked
package dev.signet.authority.directory.credential;

import org.jspecify.annotations.NullMarked;
