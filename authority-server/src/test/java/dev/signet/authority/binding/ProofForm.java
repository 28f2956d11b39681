package dev.signet.authority.binding;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A good proof for the token endpoint of an authority, at its time; those that are made from it
 * change one thing each.
 */
public record ProofForm(Map<String, Object> header, Map<String, Object> claims, ProofKey signer) {
  private static final AtomicLong IDS = new AtomicLong();

  static ProofForm of(RunningAuthority authority, ProofKey key) {
    return new ProofForm(
        Json.object("typ", "dpop+jwt", "alg", key.algorithm(), "jwk", key.jwk()),
        Json.object(
            "jti",
            "proof-" + IDS.incrementAndGet(),
            "htm",
            "POST",
            "htu",
            authority.issuer() + "/token",
            "iat",
            authority.clock().instant().getEpochSecond()),
        key);
  }

  /** A good one, as it is sent. */
  public static String good(RunningAuthority authority, ProofKey key) {
    return of(authority, key).sent();
  }

  ProofForm claim(String name, Object value) {
    return new ProofForm(header, with(claims, name, value), signer);
  }

  ProofForm without(String claim) {
    Map<String, Object> fewer = new LinkedHashMap<>(claims);
    fewer.remove(claim);
    return new ProofForm(header, fewer, signer);
  }

  ProofForm header(String name, Object value) {
    return new ProofForm(with(header, name, value), claims, signer);
  }

  ProofForm withoutHeader(String name) {
    Map<String, Object> fewer = new LinkedHashMap<>(header);
    fewer.remove(name);
    return new ProofForm(fewer, claims, signer);
  }

  /** Signed by another key than the one that it carries. */
  ProofForm signedBy(ProofKey other) {
    return new ProofForm(header, claims, other);
  }

  private static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(map);
    more.put(name, value);
    return more;
  }

  String sent() {
    String content =
        ProofKey.base64url(Json.bytes(header)) + '.' + ProofKey.base64url(Json.bytes(claims));
    return content + '.' + signer.sign(content);
  }
}
