/**
 * Keeps a value in step with its source over the network; hidden from users of the library.
 *
 * <p>Owns when to fetch, how long to trust, the bounded HTTP client and the authority's metadata.
 * It does not know what the value is: tokens and keys are the business of others. Start reading at
 * {@code Synced}.
 */
@NullMarked
package dev.signet.validator.sync;

import org.jspecify.annotations.NullMarked;
