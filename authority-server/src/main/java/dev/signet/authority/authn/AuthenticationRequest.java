package dev.signet.authority.authn;

import dev.signet.authority.http.FormParameters;
import java.util.List;

/**
 * What a request says about who sends it.
 *
 * @param authorization the values of all its {@code Authorization} header fields
 * @param form its parameters
 * @param remoteAddress the address of its sender, for throttling and the audit log
 */
record AuthenticationRequest(
    List<String> authorization, FormParameters form, String remoteAddress) {
  /** Copies the list. */
  AuthenticationRequest {
    authorization = List.copyOf(authorization);
  }
}
