package dev.signet.authority.revocation;

import dev.signet.authority.http.PublishedDocument;
import java.time.Instant;

/**
 * A list or a delta, signed; immutable.
 *
 * @param document what is served
 * @param change the number of the last change in it
 * @param signedAt when it was made
 */
record SignedRevocations(PublishedDocument document, long change, Instant signedAt) {}
