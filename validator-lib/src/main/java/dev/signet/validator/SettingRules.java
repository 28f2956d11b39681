package dev.signet.validator;

import dev.signet.validator.http.SecureUri;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/** Refuses settings that cannot be meant: the setting, its value, and what to write instead. */
final class SettingRules {
  private SettingRules() {}

  /** The text if there is any. */
  static String text(String name, String value, String instead) {
    if (Objects.requireNonNull(value, name).isBlank()) {
      throw new IllegalArgumentException(name + " is blank: give " + instead);
    }
    return value;
  }

  /** An issuer as RFC 8414 §2 has it: https, or http on loopback, without query or fragment. */
  static String issuer(String issuer) {
    text("issuer", issuer, "the authority's address, such as https://auth.example.com");
    if (address("issuer", issuer).getRawQuery() != null) {
      throw new IllegalArgumentException("issuer has a query: leave it out; it is " + issuer);
    }
    return issuer;
  }

  /** The address if it is https, or http on loopback. */
  static URI address(String name, String text) {
    try {
      return SecureUri.parse(name, text);
    } catch (IllegalArgumentException e) {
      // What stands before an @ may be a password.
      String shown = text.indexOf('@') < 0 ? "; it is " + text : "";
      throw new IllegalArgumentException(e.getMessage() + shown, e);
    }
  }

  /** The value if it is within both bounds, each included. */
  static Duration between(String name, Duration value, Duration least, Duration most) {
    Objects.requireNonNull(value, name);
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + " is " + value + "; give one from " + least + " to " + most);
    }
    return value;
  }
}
