/**
 * What is kept of the ways in which clients prove who they are: hashed secrets, public keys, and
 * what their certificates must say.
 *
 * <p>Owns the records and the interfaces through which they are kept. Does not own what a proof is
 * worth ({@code directory}, {@code authn}), nor the passwords of users, which stand in their
 * consumer's record. Start reading at {@link
 * dev.signet.authority.storage.credential.CredentialRecord}.
 */
@NullMarked
package dev.signet.authority.storage.credential;

import org.jspecify.annotations.NullMarked;
