package dev.signet.benchmarks.tokens;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.jwk.JWK;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Signs tokens like the authority's, with a key of its own. Thread-safe. */
public final class TokenMint {
  /** Who issues. */
  public static final String ISSUER = "https://auth.example.org";

  /** For whom. */
  public static final String AUDIENCE = "https://orders.example.org";

  /** The {@code typ} of an access token (RFC 9068 §2.1). */
  public static final String TYPE = "at+jwt";

  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final int JTI_BYTES = 16;
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final JsonMapper JSON = new JsonMapper();

  private final TokenAlgorithm algorithm;
  private final String headerAlgorithm;
  private final Instant now;
  private final KeyPair keys;
  private final Provider signer;
  private final JWK publicJwk;
  private final SecureRandom random = new SecureRandom();

  /**
   * Makes a mint with a new key.
   *
   * @param headerAlgorithm what the tokens call the algorithm, as some peers know only the
   *     deprecated {@code EdDSA} (RFC 9864 §2.2)
   * @param now when the tokens are issued
   */
  public TokenMint(TokenAlgorithm algorithm, String headerAlgorithm, Instant now) {
    this.algorithm = algorithm;
    this.headerAlgorithm = headerAlgorithm;
    this.now = now;
    this.keys = algorithm.generate();
    this.signer = SignatureProvider.fastest(algorithm);
    this.publicJwk = algorithm.publicJwk(keys.getPublic());
  }

  /** What its key signs with. */
  public TokenAlgorithm algorithm() {
    return algorithm;
  }

  /** When its tokens are issued. */
  public Instant now() {
    return now;
  }

  /** Its key as the platform has it. */
  public PublicKey publicKey() {
    return keys.getPublic();
  }

  /** Its key as the authority would publish it. */
  public JWK publicJwk() {
    return publicJwk;
  }

  /** That many tokens, no two alike; made in parallel, as one RSA signature takes milliseconds. */
  public List<PresentedToken> distinctTokens(int count) {
    return Stream.generate(this::claims).limit(count).parallel().map(this::sign).toList();
  }

  /** The claims of a valid token with an id of its own; the caller may change them. */
  public Map<String, Object> claims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", ISSUER);
    claims.put("sub", "billing");
    claims.put("aud", AUDIENCE);
    claims.put("client_id", "billing");
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(LIFETIME).getEpochSecond());
    claims.put("jti", newJti());
    claims.put("scope", "orders.read orders.write");
    claims.put("holder_type", "application");
    return claims;
  }

  /** A token of these claims. */
  public PresentedToken sign(Map<String, Object> claims) {
    return sign(TYPE, claims);
  }

  /** A token of this type and these claims. */
  public PresentedToken sign(String type, Map<String, Object> claims) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", type);
    header.put("alg", headerAlgorithm);
    header.put("kid", publicJwk.getKeyID());
    return sign(header, claims);
  }

  /** A JWT of exactly this header and these claims. */
  PresentedToken sign(Map<String, Object> header, Map<String, Object> claims) {
    String input = encode(header) + '.' + encode(claims);
    byte[] signature = signature(input.getBytes(US_ASCII));
    return new PresentedToken(
        input + '.' + BASE64URL.encodeToString(signature),
        input.getBytes(US_ASCII),
        signature,
        algorithm.der(signature));
  }

  private byte[] signature(byte[] input) {
    try {
      Signature engine = Signature.getInstance(algorithm.signatureName(), signer);
      engine.initSign(keys.getPrivate());
      engine.update(input);
      return engine.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key just made cannot sign", e);
    }
  }

  String newJti() {
    byte[] bytes = new byte[JTI_BYTES];
    random.nextBytes(bytes);
    return BASE64URL.encodeToString(bytes);
  }

  private static String encode(Map<String, Object> object) {
    try {
      return BASE64URL.encodeToString(JSON.writeValueAsBytes(object));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and numbers can always be written", e);
    }
  }
}
