package dev.signet.validator.rules;

import dev.signet.validator.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the token out of the {@code Authorization} header (RFC 6750 §2.1): one header, the scheme
 * {@code Bearer} in any case, one space, one token.
 *
 * <p>Only the shape of the request is judged here; which characters a token may have is the strict
 * reader's business.
 */
public final class BearerHeader {
  private static final String SCHEME = "Bearer";

  private BearerHeader() {}

  /**
   * The token of the one header value.
   *
   * @throws Refusal {@code missing} or {@code malformed_request}
   */
  public static String token(List<String> headers) throws Refusal {
    if (headers.size() > 1) {
      // RFC 6750 §3.1: more than one method or value is an invalid request, whoever comes first.
      throw Refusal.of(Reason.MALFORMED_REQUEST);
    }
    return token(headers.isEmpty() ? null : headers.get(0));
  }

  /** As {@link #token(List)}, of a header that is null or empty if the request has none. */
  public static String token(@Nullable String header) throws Refusal {
    if (header == null || header.isBlank()) {
      throw Refusal.of(Reason.MISSING);
    }
    int end = 0;
    while (end < header.length() && !isSpace(header.charAt(end))) {
      end++;
    }
    if (end > 0 && !header.substring(0, end).equalsIgnoreCase(SCHEME)) {
      throw Refusal.of(Reason.MISSING);
    }
    String token = header.substring(Math.min(end + 1, header.length()));
    boolean oneSpace = end == SCHEME.length() && header.startsWith(" ", end);
    boolean oneToken = token.chars().noneMatch(c -> isSpace((char) c) || c == ',');
    if (token.isEmpty() || !oneSpace || !oneToken) {
      throw Refusal.of(Reason.MALFORMED_REQUEST);
    }
    return token;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
