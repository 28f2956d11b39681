/**
 * The HTTP edge of the authority: limits, parsing and errors.
 *
 * <p>Owns how a request is read strictly and how an answer or an error is written; {@link
 * dev.signet.authority.http.ErrorMapper} is the one place where an error becomes JSON. It knows no
 * protocol job: endpoints live with their jobs. Start reading at {@link
 * dev.signet.authority.http.WebServer}.
 */
@NullMarked
package dev.signet.authority.http;

import org.jspecify.annotations.NullMarked;
