package dev.signet.authority.quota;

import dev.signet.authority.http.Json;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.storage.quota.Rate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many calls a token allows at each provider: the claim {@code quota}. Immutable.
 *
 * @param counted whose calls are counted
 * @param rate how many, in what time
 * @param live whether providers should take a newer allowance without a new token
 * @param from where that was said, for who asks why
 */
public record CallAllowance(Counted counted, Rate rate, boolean live, String from) {
  /** The name of the claim. */
  public static final String CLAIM = "quota";

  private static final Set<String> MEMBERS = Set.of("of", "limit", "window", "live");

  /** The value of the claim. */
  public Map<String, Object> claim() {
    Map<String, Object> claim =
        Json.object("of", counted.claim(), "limit", rate.limit(), "window", rate.seconds());
    if (live) {
      claim.put("live", true);
    }
    return claim;
  }

  /**
   * Reads the claim of a token.
   *
   * @return what it allows; empty if the value is no such claim
   */
  public static Optional<CallAllowance> fromClaim(Object claim) {
    if (!(claim instanceof Map<?, ?> members)
        || !MEMBERS.containsAll(members.keySet())
        || !(members.get("of") instanceof String of)
        || (members.containsKey("live") && !Boolean.TRUE.equals(members.get("live")))) {
      return Optional.empty();
    }
    boolean live = members.containsKey("live");
    try {
      Rate rate =
          new Rate(whole(members.get("limit")), Duration.ofSeconds(whole(members.get("window"))));
      return Counted.find(of)
          .map(counted -> new CallAllowance(counted, rate, live, "the token it is exchanged for"));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A number that is whole; of any other 0, which is no limit and no window. */
  private static long whole(@Nullable Object number) {
    return number instanceof Long || number instanceof Integer ? ((Number) number).longValue() : 0;
  }

  /** As an operator reads it. */
  @Override
  public String toString() {
    return rate + " of " + counted.claim() + (live ? ", live" : "");
  }
}
