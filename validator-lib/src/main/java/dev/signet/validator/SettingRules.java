package dev.signet.validator;

import dev.signet.validator.http.SecureUri;
import java.time.Duration;

/** Refuses settings that cannot be meant: the setting, its value, and what to write instead. */
final class SettingRules {
  private SettingRules() {}

  /** The text if there is any. */
  static String text(String name, String value, String instead) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " is blank: give " + instead);
    }
    return value;
  }

  /** An issuer as RFC 8414 §2 has it: https, or http on loopback, without query or fragment. */
  static String issuer(String issuer) {
    text("issuer", issuer, "the authority's address, such as https://auth.example.com");
    if (SecureUri.parse("issuer", issuer).getRawQuery() != null) {
      throw new IllegalArgumentException("issuer has a query: leave it out");
    }
    return issuer;
  }

  /** The value if it is within both bounds, each included. */
  static Duration between(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + " is " + value + "; give one from " + least + " to " + most);
    }
    return value;
  }
}
