package dev.signet.validator.proof;

import dev.signet.validator.Reason;
import dev.signet.validator.keys.EmbeddedKey;
import dev.signet.validator.rules.ClaimRules;
import dev.signet.validator.rules.Claims;
import dev.signet.validator.rules.CompactToken;
import dev.signet.validator.rules.HeaderRules;
import dev.signet.validator.rules.Refusal;
import java.security.InvalidKeyException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A proof as it was sent: read, and not believed. Immutable.
 *
 * @param key the one that it carries, and so far only claims to be signed by
 */
record ClaimedProof(CompactToken token, EmbeddedKey key, Claims claims) {
  /** A proof with an RSA key of 4096 bits takes some 2000. */
  private static final int MAX_CHARS = 4096;

  private static final String TYPE = HeaderRules.mediaType("dpop+jwt");

  /** Reads the only header value; nothing of it is decoded before its length is judged. */
  static ClaimedProof read(List<String> values, Set<String> algorithms) throws Refusal {
    // RFC 9449 §4.3, items 1 and 2: not more than one header, and in it one JWT.
    if (values.size() != 1) {
      throw Refusal.of(Reason.INVALID_PROOF);
    }
    CompactToken token = CompactToken.read(values.get(0), MAX_CHARS);
    Map<String, @Nullable Object> header = HeaderRules.parse(token.header());
    judgeMembers(header);
    String algorithm = judgeAlgorithm(header, algorithms);
    token.signature();
    return new ClaimedProof(token, key(header, algorithm), ClaimRules.parse(token.payload()));
  }

  /** What no token may have either, but for the key that a proof must carry. */
  private static void judgeMembers(Map<String, @Nullable Object> header) throws Refusal {
    // RFC 8725 §3.11: a token of another kind is no proof.
    if (!(header.get("typ") instanceof String type) || !HeaderRules.mediaType(type).equals(TYPE)) {
      throw fault("typ");
    }
    Map<String, @Nullable Object> others = new LinkedHashMap<>(header);
    others.remove("jwk");
    HeaderRules.judgeMembers(others);
  }

  private static String judgeAlgorithm(Map<String, @Nullable Object> header, Set<String> algorithms)
      throws Refusal {
    // RFC 8725bis §3.1: an exact, case-sensitive match; "none" and every HMAC fall here.
    if (header.get("alg") instanceof String algorithm && algorithms.contains(algorithm)) {
      return algorithm;
    }
    throw fault("alg");
  }

  private static EmbeddedKey key(Map<String, @Nullable Object> header, String algorithm)
      throws Refusal {
    try {
      if (header.get("jwk") instanceof Map<?, ?> jwk) {
        return EmbeddedKey.read(jwk, algorithm);
      }
      throw fault("jwk");
    } catch (InvalidKeyException e) {
      throw fault("jwk");
    }
  }

  private static Refusal fault(String member) {
    return Refusal.ofClaim(Reason.INVALID_PROOF, member);
  }
}
