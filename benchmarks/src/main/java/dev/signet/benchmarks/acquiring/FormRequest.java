package dev.signet.benchmarks.acquiring;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A request for a token, on a connection that stays open.
 *
 * @param headers beside those of every form
 * @param form its parameters, encoded
 */
record FormRequest(List<String> headers, List<String> form) {
  /** Copies the lists. */
  FormRequest {
    headers = List.copyOf(headers);
    form = List.copyOf(form);
  }

  static FormRequest ofGrant(String type) {
    return new FormRequest(List.of(), List.of()).with("grant_type", type);
  }

  FormRequest with(String name, String value) {
    return new FormRequest(headers, and(form, name + '=' + URLEncoder.encode(value, UTF_8)));
  }

  FormRequest withHeader(String name, String value) {
    return new FormRequest(and(headers, name + ": " + value), form);
  }

  FormRequest by(String name, String secret) {
    String pair = URLEncoder.encode(name, UTF_8) + ':' + URLEncoder.encode(secret, UTF_8);
    return withHeader(
        "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
  }

  byte[] bytes() {
    String body = String.join("&", form);
    List<String> lines = new ArrayList<>(List.of("POST /token HTTP/1.1", "Host: 127.0.0.1"));
    lines.addAll(headers);
    lines.add("Content-Type: application/x-www-form-urlencoded");
    lines.add("Content-Length: " + body.length());
    return (String.join("\r\n", lines) + "\r\n\r\n" + body).getBytes(US_ASCII);
  }

  private static List<String> and(List<String> some, String more) {
    List<String> all = new ArrayList<>(some);
    all.add(more);
    return all;
  }
}
