package dev.signet.authority.http.content;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a client would rather have, by the values of a header field of its request (RFC 9110
 * §12.5.1); a range that cannot be read counts as absent.
 *
 * <p>Immutable.
 */
public final class AcceptHeader {
  private static final Pattern WEIGHT = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");

  private final Map<String, Double> weights = new HashMap<>();

  /** Reads all values of the header field. */
  public AcceptHeader(List<String> values) {
    for (String range : String.join(",", values).toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.split(";", -1);
      String weight = "1";
      for (int i = 1; i < parts.length; i++) {
        String parameter = parts[i].strip();
        weight = parameter.startsWith("q=") ? parameter.substring(2) : weight;
      }
      if (WEIGHT.matcher(weight).matches()) {
        weights.merge(parts[0].strip(), Double.valueOf(weight), Math::max);
      }
    }
  }

  /** Whether a media type is named, not just covered, and weighs no less than another. */
  public boolean names(String mediaType, String ratherThan) {
    double weight = weights.getOrDefault(mediaType, 0.0);
    return weight > 0 && weight >= weightOf(ratherThan);
  }

  /**
   * Whether a content coding (RFC 9110 §12.5.3) is wanted, and no less than none; for the values of
   * {@code Accept-Encoding}.
   */
  boolean allows(String coding) {
    double weight = weights.getOrDefault(coding, weights.getOrDefault("*", 0.0));
    return weight > 0 && weight >= weights.getOrDefault("identity", 0.0);
  }

  /** The most specific range decides. */
  private double weightOf(String mediaType) {
    String anyOfItsKind = mediaType.substring(0, mediaType.indexOf('/')) + "/*";
    double byWildcards = weights.getOrDefault(anyOfItsKind, weights.getOrDefault("*/*", 0.0));
    return weights.getOrDefault(mediaType, byWildcards);
  }
}
