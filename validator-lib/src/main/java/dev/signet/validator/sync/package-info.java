/**
 * Keeps a value in step with its source; hidden from users of the library.
 *
 * <p>Owns when to fetch and how long to trust, by two clocks. It does not know what the value is
 * nor how it is fetched: tokens, keys and HTTP are the business of others. Start reading at {@code
 * Synced}.
 */
@NullMarked
package dev.signet.validator.sync;

import org.jspecify.annotations.NullMarked;
