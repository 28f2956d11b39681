package dev.signet.authority.http;

import dev.signet.authority.http.proxy.IpAddress;
import io.javalin.http.Context;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a request says of its sender outside its body; immutable.
 *
 * @param fields its header fields
 * @param certificates what the peer proved in TLS to have the key to, with those above it; none if
 *     it showed none
 * @param address from where it comes: the peer, or whom a trusted proxy tells of
 * @param requestId its name in logs
 * @param peer the other end of its connection, which may be a proxy
 */
public record RequestOrigin(
    Fields fields,
    List<X509Certificate> certificates,
    String address,
    String requestId,
    String peer) {
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  /** The header fields of a request. */
  @FunctionalInterface
  public interface Fields {
    /** The values of all fields of a name, in their order; the name without regard to case. */
    List<String> all(String name);
  }

  /**
   * RFC 6749 §2.3.1, RFC 6750 §5.3: credentials must not stand in the request URI, where logs keep
   * them.
   */
  private static final Pattern CREDENTIALS_IN_QUERY =
      Pattern.compile(
          "(^|&)(client_id|client_secret|client_assertion|username|password|access_token)=");

  /** The values of all its {@code Authorization} header fields. */
  public List<String> authorization() {
    return fields.all("Authorization");
  }

  /**
   * Takes them from a request.
   *
   * @throws OAuthException {@code invalid_request} if its address carries credentials
   */
  public static RequestOrigin of(Context ctx) {
    String query = ctx.queryString();
    if (query != null && CREDENTIALS_IN_QUERY.matcher(query).find()) {
      throw OAuthException.invalidRequest(
          "Send credentials in the header or body, never in the URL");
    }
    return new RequestOrigin(
        name -> Collections.list(ctx.req().getHeaders(name)),
        certificates(ctx),
        ctx.ip(),
        RequestIds.of(ctx),
        IpAddress.ofPeer(ctx.req().getRemoteAddr()));
  }

  private static List<X509Certificate> certificates(Context ctx) {
    return ctx.req().getAttribute(CERTIFICATES) instanceof X509Certificate[] chain
        ? List.of(chain)
        : List.of();
  }
}
