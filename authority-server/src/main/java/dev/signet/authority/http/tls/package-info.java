/**
 * TLS of the listener: its certificate and key, read anew when they change, and whether clients are
 * asked for theirs.
 *
 * <p>Whether a client's certificate is worth anything is not judged here ({@code authn.mtls}).
 * Start reading at {@link dev.signet.authority.http.tls.TlsReloader}.
 */
@NullMarked
package dev.signet.authority.http.tls;

import org.jspecify.annotations.NullMarked;
