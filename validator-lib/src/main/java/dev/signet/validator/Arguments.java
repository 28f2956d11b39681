package dev.signet.validator;

import dev.signet.validator.sync.SecureUri;
import java.net.URI;
import java.time.Duration;

/** Checks what a builder is given, in messages that name the argument and say what to write. */
final class Arguments {
  private Arguments() {}

  static String text(String name, String value, String instead) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " is blank: give " + instead);
    }
    return value;
  }

  static String issuer(String issuer) {
    text("issuer", issuer, "the authority's address, such as https://auth.example.com");
    // RFC 8414 §2: an issuer has no query and no fragment.
    if (secureUri("issuer", issuer).getRawQuery() != null) {
      throw new IllegalArgumentException("issuer has a query: leave it out");
    }
    return issuer;
  }

  static URI secureUri(String name, String text) {
    return SecureUri.parse(name, text);
  }

  static Duration between(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + " is " + value + "; give one from " + least + " to " + most);
    }
    return value;
  }
}
