package dev.signet.quota;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code quota} claim, read strictly; immutable.
 *
 * @param of whose calls are counted
 * @param allowance how many there may be
 * @param live whether a newer allowance that the authority publishes counts instead
 */
record QuotaClaim(Party of, Allowance allowance, boolean live) {
  static final String NAME = "quota";

  private static final String OF = "of";
  private static final String LIMIT = "limit";
  private static final String WINDOW = "window";
  private static final String LIVE = "live";
  private static final Set<String> MEMBERS = Set.of(OF, LIMIT, WINDOW, LIVE);

  /** The claim is not what it must be; the message says what, and quotes nothing of it. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
      super(message);
    }
  }

  /** Reads the claim among those of a token; empty if there is none. */
  static Optional<QuotaClaim> read(Map<String, Object> claims) throws MalformedException {
    Object value = claims.get(NAME);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof Map<?, ?> members)) {
      throw new MalformedException("quota is no object");
    }
    if (!MEMBERS.containsAll(members.keySet())) {
      throw new MalformedException("quota has an unknown member");
    }
    Party of = party(members.get(OF));
    long limit = whole(LIMIT, members.get(LIMIT), Allowance.MOST_CALLS);
    long seconds = whole(WINDOW, members.get(WINDOW), Allowance.LONGEST_WINDOW.toSeconds());
    Allowance allowance = new Allowance(limit, Duration.ofSeconds(seconds));
    return Optional.of(new QuotaClaim(of, allowance, isLive(members.get(LIVE))));
  }

  private static Party party(@Nullable Object value) throws MalformedException {
    return (value instanceof String text ? Party.find(text) : Optional.<Party>empty())
        .orElseThrow(() -> new MalformedException("quota.of is neither sub nor client_id"));
  }

  private static long whole(String member, @Nullable Object value, long most)
      throws MalformedException {
    if (value instanceof Long number && number >= 1 && number <= most) {
      return number;
    }
    throw new MalformedException("quota." + member + " is not a whole number from 1 to " + most);
  }

  private static boolean isLive(@Nullable Object value) throws MalformedException {
    if (value == null) {
      return false;
    }
    if (Boolean.TRUE.equals(value)) {
      return true;
    }
    throw new MalformedException("quota.live is not true");
  }
}
