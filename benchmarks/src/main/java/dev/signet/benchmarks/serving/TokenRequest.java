package dev.signet.benchmarks.serving;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;

/** The bytes of one request on a connection that stays open; the same for every server. */
public final class TokenRequest {
  private TokenRequest() {}

  /** Asks for a token. */
  public static byte[] to(String path, String secret) {
    return to(path, secret, "grant_type=client_credentials");
  }

  /** Says something of a token, as RFC 7009 and RFC 7662 have it. */
  public static byte[] about(String path, String secret, String token) {
    return to(path, secret, "token=" + token);
  }

  /** Asks for a document. */
  public static byte[] document(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(US_ASCII);
  }

  private static byte[] to(String path, String secret, String form) {
    String credentials = AuthorityUnderTest.CLIENT + ':' + secret;
    String basic = Base64.getEncoder().encodeToString(credentials.getBytes(US_ASCII));
    return String.join(
            "\r\n",
            "POST " + path + " HTTP/1.1",
            "Host: 127.0.0.1",
            "Authorization: Basic " + basic,
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Length: " + form.length(),
            "",
            form)
        .getBytes(US_ASCII);
  }
}
