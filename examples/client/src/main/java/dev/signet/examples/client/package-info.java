/**
 * A client to copy whose tokens are bound to a key of its own (RFC 9449), and a thief of one.
 *
 * <p>{@link dev.signet.examples.client.OrdersClient} acquires a token and uses it; how a request is
 * proved is in {@link dev.signet.examples.client.ProvingHttp}. {@link
 * dev.signet.examples.client.Thief} has the token, and not the key.
 */
@NullMarked
package dev.signet.examples.client;

import org.jspecify.annotations.NullMarked;
