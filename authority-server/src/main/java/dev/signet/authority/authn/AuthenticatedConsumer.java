package dev.signet.authority.authn;

import dev.signet.authority.directory.Consumer;
import java.time.Instant;

/**
 * A consumer who has proved who it is.
 *
 * @param consumer who it is
 * @param method how it was proved, such as {@code client_secret_basic}
 * @param at when
 */
public record AuthenticatedConsumer(Consumer consumer, String method, Instant at) {
  private static final String OPERATOR = "operator";

  /** A consumer for whom an operator vouches at the command line. */
  public static AuthenticatedConsumer byOperator(Consumer consumer, Instant at) {
    return new AuthenticatedConsumer(consumer, OPERATOR, at);
  }

  /** Whether the consumer itself presented its secret. */
  public boolean byOwnSecret() {
    return method.startsWith("client_secret_");
  }
}
