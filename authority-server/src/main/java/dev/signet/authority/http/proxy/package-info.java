/**
 * Who is behind a proxy: the addresses of proxies that are believed, and what they say of others.
 *
 * <p>Owns the form of network addresses and of the fields in which proxies tell them. What a proxy
 * says of certificates is the business of {@code authn.mtls}. Start reading at {@link
 * dev.signet.authority.http.proxy.ClientAddresses}.
 */
@NullMarked
package dev.signet.authority.http.proxy;

import org.jspecify.annotations.NullMarked;
