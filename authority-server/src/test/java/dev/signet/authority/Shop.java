package dev.signet.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.token.TokenClient;

/**
 * A client that acquires tokens and takes them back.
 *
 * @param authority whose tokens
 * @param secret its client_secret
 */
record Shop(RunningAuthority authority, String secret) {
  private static final String NAME = "shop";

  /** Adds it to an authority that runs. */
  static Shop at(RunningAuthority authority) {
    return new Shop(authority, authority.addApplication(NAME));
  }

  String acquire() {
    return TokenClient.of(authority)
        .basic(NAME, secret, TokenClient.GRANT)
        .json()
        .required("access_token")
        .asText();
  }

  void revoke(String token) {
    Answer answer =
        ContractFilter.answer(
            TokenClient.of(authority)
                .request()
                .header("Authorization", TokenClient.basicHeader(NAME, secret))
                .body("token=" + token)
                .post(authority.url("/revoke")));
    assertThat(answer.status()).isEqualTo(200);
  }
}
