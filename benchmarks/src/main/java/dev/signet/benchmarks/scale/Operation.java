package dev.signet.benchmarks.scale;

import dev.signet.benchmarks.load.Requests;
import dev.signet.benchmarks.serving.AuthorityUnderTest;
import dev.signet.benchmarks.serving.TokenRequest;
import java.io.IOException;
import java.util.List;

/** What an authority is asked for. */
enum Operation {
  /** A token. */
  ISSUE("issue"),
  /** What is known of one of a thousand tokens. */
  INTROSPECT("introspect"),
  /** That a token counts no longer, once for each. */
  REVOKE("revoke"),
  /** The public keys, from memory. */
  JWK_SET("JWK Set"),
  /** The list of revocations, from memory. */
  LIST("list");

  private static final int ASKED_ABOUT = 1_000;

  private final String label;

  Operation(String label) {
    this.label = label;
  }

  /** For tables. */
  String label() {
    return label;
  }

  /** Whether it meets the table of tokens. */
  boolean meetsRecords() {
    return this == ISSUE || this == INTROSPECT || this == REVOKE;
  }

  /**
   * What is sent for it.
   *
   * @param revoked how many tokens are taken back at most
   */
  Requests requests(AuthorityUnderTest authority, int revoked)
      throws IOException, InterruptedException {
    return switch (this) {
      case ISSUE -> Requests.same(TokenRequest.to("/token", authority.secret()));
      case INTROSPECT -> Requests.inTurn(about("/introspect", authority, ASKED_ABOUT));
      case REVOKE -> Requests.once(about("/revoke", authority, revoked));
      case JWK_SET -> Requests.same(TokenRequest.document("/.well-known/jwks.json"));
      case LIST -> Requests.same(TokenRequest.document("/revocations"));
    };
  }

  private static List<byte[]> about(String path, AuthorityUnderTest authority, int number)
      throws IOException, InterruptedException {
    return new IssuedTokens(authority)
        .take(number).stream()
            .map(token -> TokenRequest.about(path, authority.secret(), token))
            .toList();
  }
}
