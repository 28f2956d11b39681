package dev.signet.benchmarks.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The holder of a key to which tokens are bound, who proves it (RFC 9449 §4.2). Thread-safe. */
public final class ProofMint {
  private final TokenMint signer;
  private final JWK key;

  /** Makes a holder with a new key, whose proofs are of this moment. */
  public ProofMint(TokenAlgorithm algorithm, Instant now) {
    this.signer = new TokenMint(algorithm, algorithm.joseName(), now);
    this.key = signer.publicJwk();
  }

  /** What a token that is bound to the key says. */
  public Map<String, Object> confirmation() {
    try {
      return Map.of("jkt", key.computeThumbprint().toString());
    } catch (JOSEException e) {
      throw new IllegalStateException("every key has a thumbprint", e);
    }
  }

  /** A proof for one request with this token. */
  public String proof(String method, String uri, String token) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", "dpop+jwt");
    header.put("alg", signer.algorithm().joseName());
    header.put("jwk", key.getRequiredParams());
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("jti", signer.newJti());
    claims.put("htm", method);
    claims.put("htu", uri);
    claims.put("iat", signer.now().getEpochSecond());
    claims.put("ath", hash(token));
    return signer.sign(header, claims).text();
  }

  private static String hash(String token) {
    try {
      byte[] ascii = token.getBytes(StandardCharsets.US_ASCII);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(ascii);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
