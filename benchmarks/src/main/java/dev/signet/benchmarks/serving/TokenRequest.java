package dev.signet.benchmarks.serving;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;

/** The bytes of one request on a connection that stays open; the same for every server. */
final class TokenRequest {
  private TokenRequest() {}

  static byte[] to(String path, String secret) {
    String credentials = AuthorityUnderTest.CLIENT + ':' + secret;
    String basic = Base64.getEncoder().encodeToString(credentials.getBytes(US_ASCII));
    String form = "grant_type=client_credentials";
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
