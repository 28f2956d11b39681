package dev.signet.validator.rules;

import dev.signet.validator.settings.SettingRules;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that a provider asks a claim for, compared by the types of JSON and not by those of Java:
 * an {@code Integer} in the program is the same number as a {@code Long} in the token.
 */
public final class ClaimValue {
  private final Object value;

  private ClaimValue(Object value) {
    this.value = value;
  }

  /** Refuses what could never match, so that a slip in the program does not lock everybody out. */
  public static ClaimValue of(String claim, Object value) {
    SettingRules.text("claim", claim, "the name of one");
    if (value instanceof String || value instanceof Boolean) {
      return new ClaimValue(value);
    }
    if (value instanceof BigDecimal
        || value instanceof BigInteger
        || value instanceof Long
        || value instanceof Integer) {
      return new ClaimValue(new BigDecimal(value.toString()));
    }
    throw new IllegalArgumentException(
        "value of "
            + claim
            + " is a "
            + value.getClass().getSimpleName()
            + ": give a String, Boolean, Integer, Long, BigInteger or BigDecimal");
  }

  /** Whether the claim is this value, or an array that holds it. */
  public boolean isIn(@Nullable Object claim) {
    return claim instanceof List<?> elements
        ? elements.stream().anyMatch(this::equalsJson)
        : equalsJson(claim);
  }

  private boolean equalsJson(@Nullable Object json) {
    if (value instanceof BigDecimal number) {
      return json instanceof Number other
          && number.compareTo(new BigDecimal(other.toString())) == 0;
    }
    return value.equals(json);
  }
}
