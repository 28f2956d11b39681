package dev.signet.validator.rules;

import dev.signet.validator.Reason;
import dev.signet.validator.json.StrictJson;
import dev.signet.validator.json.TextSet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads claims by type. A claim that is null says nothing and counts as missing; a claim of the
 * wrong type is malformed.
 */
public final class Claims {
  /** The last second of the year 9999: what RFC 3339 can write. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private final Map<String, @Nullable Object> members;

  Claims(Map<String, @Nullable Object> members) {
    this.members = members;
  }

  /** Whether the claim says something. */
  public boolean has(String claim) {
    return members.get(claim) != null;
  }

  boolean isNull(String claim) {
    return members.containsKey(claim) && members.get(claim) == null;
  }

  /** Every claim that says something. */
  public Map<String, Object> present() {
    return StrictJson.withoutNulls(members);
  }

  /** The value as it was read; null when it is null or missing. */
  public @Nullable Object get(String claim) {
    return members.get(claim);
  }

  /** The text of a claim; empty when missing. */
  public Optional<String> text(String claim) throws Refusal {
    Object value = members.get(claim);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw Refusal.ofClaim(Reason.MALFORMED, claim);
  }

  /** The text of a claim that must be there and not empty. */
  public String requiredText(String claim) throws Refusal {
    Object value = members.get(claim);
    if (value == null || value.equals("")) {
      throw Refusal.ofClaim(Reason.CLAIM_MISSING, claim);
    }
    if (value instanceof String text) {
      return text;
    }
    throw Refusal.ofClaim(Reason.MALFORMED, claim);
  }

  /** A string or an array of strings, in order; empty when missing. */
  public Set<String> texts(String claim) throws Refusal {
    Object value = members.get(claim);
    if (value == null) {
      return Set.of();
    }
    if (value instanceof String text) {
      return Set.of(text);
    }
    if (!(value instanceof List<?> elements)) {
      throw Refusal.ofClaim(Reason.MALFORMED, claim);
    }
    Set<String> texts = new LinkedHashSet<>();
    for (Object element : elements) {
      if (!(element instanceof String text)) {
        throw Refusal.ofClaim(Reason.MALFORMED, claim);
      }
      texts.add(text);
    }
    return TextSet.taking(texts);
  }

  /** RFC 7519 §2 allows fractions of a second: the rule that needs the time says how to round. */
  public Optional<Instant> time(String claim, RoundingMode rounding) throws Refusal {
    Object value = members.get(claim);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof Number number)) {
      throw Refusal.ofClaim(Reason.MALFORMED, claim);
    }
    if (number instanceof Long second && second >= 0 && second <= LAST_SECOND) {
      return Optional.of(Instant.ofEpochSecond(second));
    }
    BigDecimal seconds =
        number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
    if (seconds.compareTo(BigDecimal.valueOf(LAST_SECOND)) > 0 || seconds.signum() < 0) {
      throw Refusal.ofClaim(seconds.signum() < 0 ? negative(claim) : Reason.MALFORMED, claim);
    }
    return Optional.of(Instant.ofEpochSecond(seconds.setScale(0, rounding).longValueExact()));
  }

  /** The time of a claim that must be there. */
  public Instant requiredTime(String claim, RoundingMode rounding) throws Refusal {
    Optional<Instant> time = time(claim, rounding);
    if (time.isEmpty()) {
      throw Refusal.ofClaim(Reason.CLAIM_MISSING, claim);
    }
    return time.get();
  }

  /** A time before 1970 is no honest issue time, but as an expiry it has clearly passed. */
  private static Reason negative(String claim) {
    return claim.equals("exp") ? Reason.EXPIRED : Reason.MALFORMED;
  }
}
