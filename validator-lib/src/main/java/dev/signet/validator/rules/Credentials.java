package dev.signet.validator.rules;

import dev.signet.validator.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the {@code Authorization} header: one header, one scheme in any case, one space,
 * one token (RFC 6750 §2.1, RFC 9449 §7.1).
 *
 * <p>Only the shape of the request is judged here; which characters a token may have is the strict
 * reader's business. Immutable.
 *
 * @param proven whether the scheme is {@code DPoP}, else it is {@code Bearer}
 * @param token the text of the token
 */
public record Credentials(boolean proven, String token) {
  private static final String BEARER = "Bearer";
  private static final String DPOP = "DPoP";

  /**
   * The token of the one header value, under either scheme.
   *
   * @throws Refusal {@code missing} or {@code malformed_request}
   */
  public static Credentials of(List<String> headers) throws Refusal {
    String header = only(headers);
    boolean proven = scheme(header).equalsIgnoreCase(DPOP);
    return new Credentials(proven, token(header, proven ? DPOP : BEARER));
  }

  /**
   * The token of the one header value, under {@code Bearer}.
   *
   * @throws Refusal {@code missing} or {@code malformed_request}
   */
  public static String bearer(List<String> headers) throws Refusal {
    return token(only(headers), BEARER);
  }

  /** As {@link #bearer(List)}, of a header that is null or empty if the request has none. */
  public static String bearer(@Nullable String header) throws Refusal {
    return token(header == null ? "" : header, BEARER);
  }

  private static String only(List<String> headers) throws Refusal {
    if (headers.size() > 1) {
      // RFC 6750 §3.1: more than one method or value is an invalid request, whoever comes first.
      throw Refusal.of(Reason.MALFORMED_REQUEST);
    }
    return headers.isEmpty() ? "" : headers.get(0);
  }

  private static String token(String header, String wanted) throws Refusal {
    String scheme = scheme(header);
    boolean another = !scheme.isEmpty() && !scheme.equalsIgnoreCase(wanted);
    if (header.isBlank() || another) {
      throw Refusal.of(Reason.MISSING);
    }
    int end = scheme.length();
    String token = header.substring(Math.min(end + 1, header.length()));
    boolean oneSpace = end == wanted.length() && header.startsWith(" ", end);
    boolean oneToken = token.chars().noneMatch(c -> isSpace((char) c) || c == ',');
    if (token.isEmpty() || !oneSpace || !oneToken) {
      throw Refusal.of(Reason.MALFORMED_REQUEST);
    }
    return token;
  }

  /** Up to the first space; empty if it begins with one. */
  private static String scheme(String header) {
    int end = 0;
    while (end < header.length() && !isSpace(header.charAt(end))) {
      end++;
    }
    return header.substring(0, end);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  @Override
  public String toString() {
    return "Credentials[" + (proven ? DPOP : BEARER) + "]";
  }
}
