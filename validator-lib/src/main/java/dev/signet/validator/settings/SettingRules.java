package dev.signet.validator.settings;

import dev.signet.validator.Algorithm;
import dev.signet.validator.http.SecureUri;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses settings that cannot be meant: the setting, its value, and what to write instead. */
public final class SettingRules {
  private SettingRules() {}

  /** The text if there is any. */
  public static String text(String name, String value, String instead) {
    if (Objects.requireNonNull(value, name).isBlank()) {
      throw new IllegalArgumentException(name + " is blank: give " + instead);
    }
    return value;
  }

  /** A media type, of which {@code application/} may be left out (RFC 7515 §4.1.9). */
  public static String mediaType(String name, String value) {
    text(name, value, "a media type, such as at+jwt");
    int slash = value.indexOf('/');
    if (!isToken(value.substring(slash + 1))
        || (slash >= 0 && !isToken(value.substring(0, slash)))) {
      throw new IllegalArgumentException(
          name + " is no media type: give one without parameters, such as at+jwt; it is " + value);
    }
    return value;
  }

  /** A name that an authority takes reports from. */
  public static String reporter(String name) {
    boolean good =
        Objects.requireNonNull(name, "name")
            .chars()
            .allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0));
    if (!good || name.isEmpty() || name.length() > 64) {
      throw new IllegalArgumentException(
          "reportAs is no name of 1 to 64 letters, digits, '.', '_' and '-': give one such as"
              + " orders-1");
    }
    return name;
  }

  /** RFC 9110 §5.6.2. */
  private static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alphanumeric = c < 0x80 && Character.isLetterOrDigit(c);
      if (!alphanumeric && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Every algorithm that is allowed must fit in a token that is read. */
  public static void roomForSignatures(int maxTokenBytes, Set<Algorithm> algorithms) {
    for (Algorithm algorithm : algorithms) {
      if (maxTokenBytes <= algorithm.signatureChars()) {
        throw new IllegalStateException(
            "maxTokenBytes is "
                + maxTokenBytes
                + ", and a signature of "
                + algorithm.joseName()
                + " takes "
                + algorithm.signatureChars()
                + ": give more, or leave it out of allowedAlgorithms");
      }
    }
  }

  /** An issuer as RFC 8414 §2 has it: https, or http on loopback, without query or fragment. */
  public static String issuer(String issuer) {
    text("issuer", issuer, "the authority's address, such as https://auth.example.com");
    if (address("issuer", issuer).getRawQuery() != null) {
      throw new IllegalArgumentException("issuer has a query: leave it out; it is " + issuer);
    }
    return issuer;
  }

  /** The address if it is https, or http on loopback. */
  public static URI address(String name, String text) {
    try {
      return SecureUri.parse(name, text);
    } catch (IllegalArgumentException e) {
      // What stands before an @ may be a password.
      String shown = text.indexOf('@') < 0 ? "; it is " + text : "";
      throw new IllegalArgumentException(e.getMessage() + shown, e);
    }
  }

  /** As {@link #address(String, String)}. */
  public static URI address(String name, URI uri) {
    return address(name, Objects.requireNonNull(uri, name).toString());
  }

  /** Algorithms, of which there must be one. */
  public static Set<Algorithm> algorithms(Set<Algorithm> algorithms) {
    if (Objects.requireNonNull(algorithms, "allowedAlgorithms").isEmpty()) {
      throw new IllegalArgumentException(
          "allowedAlgorithms is empty: name at least one, such as ES256");
    }
    return EnumSet.copyOf(algorithms);
  }

  /** The value if it is within both bounds, each included. */
  public static Duration between(String name, Duration value, Duration least, Duration most) {
    Objects.requireNonNull(value, name);
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + " is " + value + "; give one from " + least + " to " + most);
    }
    return value;
  }

  /** A length that a token may have. */
  public static int tokenBytes(int bytes) {
    if (bytes < 512 || bytes > 65_536) {
      throw new IllegalArgumentException("maxTokenBytes is " + bytes + "; give 512 to 65536");
    }
    return bytes;
  }

  /** A size that a cache may have. */
  public static long cacheBytes(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "verifiedTokenCacheBytes is " + bytes + "; give 0 for no cache, or more");
    }
    return bytes;
  }

  /** Refuses a setting that was given. */
  public static void refuse(@Nullable Object setting, String why) {
    if (setting != null) {
      throw new IllegalStateException(why);
    }
  }
}
