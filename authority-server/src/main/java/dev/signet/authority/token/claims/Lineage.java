package dev.signet.authority.token.claims;

import static java.util.Objects.requireNonNull;

import dev.signet.authority.http.Json;
import dev.signet.authority.quota.CallAllowance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a token takes over from the one it was exchanged from (RFC 8693). Immutable.
 *
 * @param ancestors the {@code jti}s of the tokens it was exchanged from, newest first
 * @param actors the names of those who act for the holder, the latest first; empty if nobody does
 * @param authentication the claims on how and when the holder was authenticated, such as {@code
 *     auth_time}
 * @param notAfter when it expires at the latest
 * @param quota how many calls it allowed; null if as many as its holder liked
 */
public record Lineage(
    List<String> ancestors,
    List<String> actors,
    Map<String, Object> authentication,
    Instant notAfter,
    @Nullable CallAllowance quota) {
  private static final Lineage NONE =
      new Lineage(List.of(), List.of(), Map.of(), Instant.MAX, null);

  /**
   * Copies the parts.
   *
   * @throws IllegalArgumentException if something is taken over from no token
   */
  public Lineage {
    ancestors = List.copyOf(ancestors);
    actors = List.copyOf(actors);
    authentication = Map.copyOf(authentication);
    requireNonNull(notAfter, "notAfter");
    if (ancestors.isEmpty() && !(actors.isEmpty() && authentication.isEmpty() && quota == null)) {
      throw new IllegalArgumentException("ancestors is empty: name the token it is taken from");
    }
  }

  /** Of a token that was exchanged from none. */
  public static Lineage none() {
    return NONE;
  }

  /** Whether the token is exchanged from another. */
  public boolean isExchange() {
    return !ancestors.isEmpty();
  }

  /**
   * The value of {@code act} (RFC 8693 §4.1): the latest actor outermost, and of each its name
   * alone; empty if nobody acts.
   */
  public Map<String, Object> act() {
    Map<String, Object> act = Map.of();
    for (int i = actors.size() - 1; i >= 0; i--) {
      Map<String, Object> outer = Json.object("sub", actors.get(i));
      if (!act.isEmpty()) {
        outer.put("act", act);
      }
      act = outer;
    }
    return act;
  }
}
