package dev.signet.authority.authn;

import dev.signet.authority.directory.Consumer;
import java.time.Instant;
import java.util.Set;

/**
 * A consumer who has proved who it is.
 *
 * @param consumer who it is
 * @param method how it was proved, such as {@code client_secret_basic}
 * @param at when
 */
public record AuthenticatedConsumer(Consumer consumer, String method, Instant at) {
  private static final String OPERATOR = "operator";

  /** A session is opened by nothing else. */
  private static final Set<String> BY_SECRET =
      Set.of("client_secret_basic", "client_secret_post", "session_cookie");

  /** A consumer for whom an operator vouches at the command line. */
  public static AuthenticatedConsumer byOperator(Consumer consumer, Instant at) {
    return new AuthenticatedConsumer(consumer, OPERATOR, at);
  }

  /** Whether the consumer itself presented its secret, now or when its session began. */
  public boolean byOwnSecret() {
    return BY_SECRET.contains(method);
  }
}
