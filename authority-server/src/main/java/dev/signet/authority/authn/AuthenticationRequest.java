package dev.signet.authority.authn;

import dev.signet.authority.http.FormParameters;
import dev.signet.authority.http.RequestOrigin;

/**
 * What a request says about who sends it.
 *
 * @param origin what it says outside its body
 * @param form its parameters
 */
public record AuthenticationRequest(RequestOrigin origin, FormParameters form) {}
