/**
 * Fetches small documents over HTTP within bounds; hidden from users of the library.
 *
 * <p>Owns the bounds, what an answer's headers mean, which addresses are secure, and the
 * authority's metadata. It does not know when to fetch: that is the business of {@code sync}. Start
 * reading at {@code BoundedHttp}.
 */
@NullMarked
package dev.signet.validator.http;

import org.jspecify.annotations.NullMarked;
