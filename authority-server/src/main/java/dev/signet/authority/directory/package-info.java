/**
 * Who may ask for tokens: applications and users, their secrets, rights and details.
 *
 * <p>Owns how secrets are made, hashed and compared, and which details a token may carry. Does not
 * own how a secret travels (that is {@code authn}) nor how records are kept ({@code storage}).
 * Start reading at {@link dev.signet.authority.directory.ConsumerDirectory}.
 */
@NullMarked
package dev.signet.authority.directory;

import org.jspecify.annotations.NullMarked;
