/**
 * Which assertions were used, so that none is used twice at any node (RFC 7523 §3, item 7).
 *
 * <p>Owns the record of a use and what a store must do with it; {@code storage.sql} does it. What
 * an assertion is, and which may be used once only, is the business of others. Start reading at
 * {@link dev.signet.authority.storage.assertion.AssertionLog}.
 */
@NullMarked
package dev.signet.authority.storage.assertion;

import org.jspecify.annotations.NullMarked;
