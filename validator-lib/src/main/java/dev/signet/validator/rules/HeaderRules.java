package dev.signet.validator.rules;

import dev.signet.validator.Reason;
import dev.signet.validator.json.MalformedJsonException;
import dev.signet.validator.json.StrictJson;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Judges the JOSE header, which a stranger wrote: it may only agree with what was configured (RFC
 * 8725 §3.1).
 *
 * <p>Order: types, members that carry or fetch keys, transformations, {@code crit}, {@code alg},
 * {@code typ}, {@code kid}. Unknown members are ignored (RFC 7515 §4) and never echoed.
 */
public final class HeaderRules {
  private static final StrictJson JSON = StrictJson.forTokens();
  private static final int REMEMBERED = 4;
  private static final List<String> KEY_BEARING = List.of("jwk", "jku", "x5u", "x5c", "b64");

  private final Set<String> allowedAlgorithms;
  private final String requiredType;
  private final AtomicReferenceArray<@Nullable Known> remembered =
      new AtomicReferenceArray<>(REMEMBERED);

  /** Makes rules: the JOSE names of the algorithms, and the media type a token must have. */
  public HeaderRules(Set<String> allowedAlgorithms, String requiredType) {
    this.allowedAlgorithms = Set.copyOf(allowedAlgorithms);
    this.requiredType = mediaType(requiredType);
  }

  /** A header as it is written, and what it says. */
  private static final class Known {
    private final Header header;
    private final byte[] segment;

    Known(Header header, byte[] segment) {
      this.header = header;
      this.segment = segment;
    }
  }

  /** What the header was allowed to say. */
  public record Header(String algorithm, String keyId) {}

  /** Judges the header of a token; one that was remembered is compared, not read. */
  public Header judge(CompactToken token) throws Refusal {
    for (int i = 0; i < REMEMBERED; i++) {
      Known known = remembered.get(i);
      if (known != null && token.hasHeaderSegment(known.segment)) {
        return known.header;
      }
    }
    return read(token.header());
  }

  /**
   * Remembers the header of a token that verified: all tokens of one key have the same, so that one
   * of another key may take its place.
   */
  public void remember(CompactToken token, Header header) {
    int slot = Math.floorMod(header.keyId().hashCode(), REMEMBERED);
    Known known = remembered.get(slot);
    if (known == null || !token.hasHeaderSegment(known.segment)) {
      remembered.set(slot, new Known(header, token.headerSegment()));
    }
  }

  private Header read(byte[] utf8) throws Refusal {
    Map<String, @Nullable Object> header = parse(utf8);
    judgeMembers(header);
    String algorithm = judgeAlgorithm(header);
    judgeType(header);
    return new Header(algorithm, judgeKeyId(header));
  }

  /** Reads the header and refuses members of the wrong type. */
  public static Map<String, @Nullable Object> parse(byte[] utf8) throws Refusal {
    Map<String, @Nullable Object> header = parseObject(utf8);
    for (String name : List.of("alg", "typ", "kid")) {
      if (header.containsKey(name) && !(header.get(name) instanceof String)) {
        throw Refusal.of(Reason.MALFORMED);
      }
    }
    return header;
  }

  /** Refuses an algorithm that is not allowed. */
  public String judgeAlgorithm(Map<String, @Nullable Object> header) throws Refusal {
    // RFC 8725bis §3.1: an exact, case-sensitive match; "none" and every HMAC fall here.
    if (header.get("alg") instanceof String algorithm && allowedAlgorithms.contains(algorithm)) {
      return algorithm;
    }
    throw Refusal.of(Reason.ALG_NOT_ALLOWED);
  }

  /** Refuses another media type than the required one. */
  public void judgeType(Map<String, @Nullable Object> header) throws Refusal {
    // RFC 9068 §4; RFC 8725 §3.11.
    if (!(header.get("typ") instanceof String type) || !mediaType(type).equals(requiredType)) {
      throw Refusal.of(Reason.WRONG_TYPE);
    }
  }

  /** The algorithms that are allowed. */
  public Set<String> algorithms() {
    return allowedAlgorithms;
  }

  /** The media type that is required. */
  public String type() {
    return requiredType;
  }

  /** The name of the key, which must be there. */
  public static String judgeKeyId(Map<String, @Nullable Object> header) throws Refusal {
    // No trial of every key when the token names none.
    if (header.get("kid") instanceof String keyId && !keyId.isEmpty()) {
      return keyId;
    }
    throw Refusal.of(Reason.UNKNOWN_KEY);
  }

  /** Refuses members that carry or fetch keys, transform the payload or ask for extensions. */
  public static void judgeMembers(Map<String, @Nullable Object> header) throws Refusal {
    // Before crit: a header that names b64 in both places is refused for what it tries to do.
    if (!Collections.disjoint(header.keySet(), KEY_BEARING)) {
      throw Refusal.of(Reason.HEADER_NOT_ALLOWED);
    }
    if (header.containsKey("zip") || header.containsKey("cty")) {
      throw Refusal.of(Reason.MALFORMED);
    }
    if (header.containsKey("crit")) {
      // RFC 7515 §4.1.11: no extension is understood here, so no list of them can be honoured.
      boolean isList = header.get("crit") instanceof List<?>;
      throw Refusal.of(isList ? Reason.CRIT_UNSUPPORTED : Reason.MALFORMED);
    }
    if (!header.containsKey("alg")) {
      throw Refusal.of(Reason.MALFORMED);
    }
  }

  private static Map<String, @Nullable Object> parseObject(byte[] utf8) throws Refusal {
    try {
      return JSON.parseObject(utf8);
    } catch (MalformedJsonException e) {
      throw Refusal.of(Reason.MALFORMED);
    }
  }

  /** RFC 7515 §4.1.9: a value without a slash reads as {@code application/} and that value. */
  public static String mediaType(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    return lower.indexOf('/') < 0 ? "application/" + lower : lower;
  }
}
