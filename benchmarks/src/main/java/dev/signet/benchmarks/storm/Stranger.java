package dev.signet.benchmarks.storm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.validator.Reason;
import java.util.Base64;
import java.util.Locale;

/** What a stranger can make without the authority: no two tokens are alike. Immutable. */
final class Stranger {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final Reason reason;
  private final String header;
  private final String rest;

  private Stranger(Reason reason, String header, String rest) {
    this.reason = reason;
    this.header = header;
    this.rest = rest;
  }

  /** Sends the claims of this token under keys that nobody has. */
  static Stranger withUnknownKeys(String algorithm, String token) {
    return new Stranger(Reason.UNKNOWN_KEY, header(algorithm), token.substring(token.indexOf('.')));
  }

  /** Sends them unsigned, in a text of about the same length; refusing needs no key. */
  static Stranger withoutSignature(String token) {
    String claims = token.substring(token.indexOf('.'), token.lastIndexOf('.') + 1);
    return new Stranger(Reason.ALG_NOT_ALLOWED, header("none"), claims);
  }

  private static String header(String algorithm) {
    return "{\"typ\":\"at+jwt\",\"alg\":\"" + algorithm + "\",\"kid\":\"%043x\"}";
  }

  /** Why the tokens are refused. */
  Reason reason() {
    return reason;
  }

  String token(long index) {
    String text = String.format(Locale.ROOT, header, index);
    return BASE64URL.encodeToString(text.getBytes(UTF_8)) + rest;
  }
}
