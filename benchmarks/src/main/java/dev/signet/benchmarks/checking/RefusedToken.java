package dev.signet.benchmarks.checking;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.benchmarks.tokens.PresentedToken;
import dev.signet.benchmarks.tokens.TokenMint;
import dev.signet.validator.Reason;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** What a stranger may send, and why it is refused; the claims are good where nothing is said. */
enum RefusedToken {
  UNSIGNED_512(Reason.ALG_NOT_ALLOWED, 8192),
  UNSIGNED_8192(Reason.ALG_NOT_ALLOWED, 8192),
  UNSIGNED_65536(Reason.TOO_LARGE, 8192),
  /** The limit at its highest, so that all of it may be read. */
  UNSIGNED_65536_ALLOWED(Reason.ALG_NOT_ALLOWED, 65_536),
  /** Three parts of base64url that say nothing. */
  GARBAGE(Reason.MALFORMED, 8192),
  /** Signed by the authority's key. */
  EXPIRED(Reason.EXPIRED, 8192),
  /** Signed by the authority's key. */
  FOREIGN_ISSUER(Reason.WRONG_ISSUER, 8192),
  /** The signature of another token. */
  BAD_SIGNATURE(Reason.BAD_SIGNATURE, 8192);

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int GARBAGE_BYTES = 200;
  private static final String UNSIGNED_HEADER = "{\"typ\":\"at+jwt\",\"alg\":\"none\"}";

  private final Reason reason;
  private final int maxTokenBytes;

  RefusedToken(Reason reason, int maxTokenBytes) {
    this.reason = reason;
    this.maxTokenBytes = maxTokenBytes;
  }

  /** The code of the refusal. */
  Reason reason() {
    return reason;
  }

  /** The limit that the validator is given. */
  int maxTokenBytes() {
    return maxTokenBytes;
  }

  /** One such token; no two are alike. */
  String make(TokenMint mint) {
    return switch (this) {
      case UNSIGNED_512 -> unsigned(512);
      case UNSIGNED_8192 -> unsigned(8192);
      case UNSIGNED_65536, UNSIGNED_65536_ALLOWED -> unsigned(65_536);
      case GARBAGE -> garbage() + '.' + garbage() + '.' + garbage();
      case EXPIRED -> expired(mint);
      case FOREIGN_ISSUER -> with(mint, "iss", "https://other.example.org");
      case BAD_SIGNATURE -> forged(mint);
    };
  }

  /** Of exactly that length: header, dot, claims, dot, and no signature. */
  private static String unsigned(int length) {
    String header = encode(UNSIGNED_HEADER);
    int claims = (length - header.length() - 2) * 3 / 4;
    String start = "{\"jti\":\"" + garbage() + "\",\"fill\":\"";
    String end = "\"}";
    String filled = start + "x".repeat(claims - start.length() - end.length()) + end;
    return header + '.' + encode(filled) + '.';
  }

  private static String expired(TokenMint mint) {
    Map<String, Object> claims = mint.claims();
    claims.put("iat", mint.now().minusSeconds(1200).getEpochSecond());
    claims.put("exp", mint.now().minusSeconds(600).getEpochSecond());
    return mint.sign(claims).text();
  }

  private static String with(TokenMint mint, String claim, Object value) {
    Map<String, Object> claims = mint.claims();
    claims.put(claim, value);
    return mint.sign(claims).text();
  }

  private static String forged(TokenMint mint) {
    PresentedToken token = mint.sign(mint.claims());
    String other = mint.sign(mint.claims()).text();
    return new String(token.signingInput(), UTF_8) + other.substring(other.lastIndexOf('.'));
  }

  private static String garbage() {
    byte[] bytes = new byte[GARBAGE_BYTES];
    RANDOM.nextBytes(bytes);
    return BASE64URL.encodeToString(bytes);
  }

  private static String encode(String json) {
    return BASE64URL.encodeToString(json.getBytes(UTF_8));
  }
}
