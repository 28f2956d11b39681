package dev.signet.authority.quota;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has part in a token that is to be issued. Immutable.
 *
 * @param client who asks for it
 * @param holder of whom it will speak
 * @param audience for whom it will be
 * @param isExchange whether it is exchanged for another token
 * @param inherited the allowance of that token; null if it has none, or that of another client
 */
public record Parties(
    Requestor client,
    Requestor holder,
    List<String> audience,
    boolean isExchange,
    @Nullable CallAllowance inherited) {
  /** Copies the audience. */
  public Parties {
    audience = List.copyOf(audience);
  }
}
