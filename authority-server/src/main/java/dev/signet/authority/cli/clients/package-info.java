/**
 * The verbs that say what clients prove themselves with: secrets, keys and certificates.
 *
 * <p>Owns how they are asked for and printed; what may be registered is the business of {@code
 * directory.credential}. A secret is printed once; what is kept of it never is. Start reading at
 * {@link dev.signet.authority.cli.clients.CredentialVerbs}.
 */
@NullMarked
package dev.signet.authority.cli.clients;

import org.jspecify.annotations.NullMarked;
