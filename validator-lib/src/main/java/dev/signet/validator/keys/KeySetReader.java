package dev.signet.validator.keys;

import dev.signet.validator.crypto.Engines;
import dev.signet.validator.json.MalformedJsonException;
import dev.signet.validator.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads keys from a JWK Set (RFC 7517 §5), a single JWK or PEM; immutable and thread-safe.
 *
 * <p>What shows that the source is not what it should be (a private member, a shared secret, two
 * keys of one {@code kid}) refuses the whole set; a key that is only weak, broken or foreign is
 * skipped and counted.
 */
public final class KeySetReader {
  private static final StrictJson JSON = StrictJson.forDocuments();
  private static final int MAX_KEYS = 100;

  private final JwkReader jwks;
  private final boolean namesKeys;

  /** Makes a reader that takes keys of these JOSE algorithms only. */
  public KeySetReader(Set<String> allowedAlgorithms) {
    this(allowedAlgorithms, Engines.trusted());
  }

  /** Makes a reader whose keys verify with these engines. */
  public KeySetReader(Set<String> allowedAlgorithms, Engines engines) {
    this(new JwkReader(Set.copyOf(allowedAlgorithms), engines), false);
  }

  private KeySetReader(JwkReader jwks, boolean namesKeys) {
    this.jwks = jwks;
    this.namesKeys = namesKeys;
  }

  /** This reader, but a key without {@code kid} gets its thumbprint (RFC 7638) in a set too. */
  public KeySetReader namingKeys() {
    return new KeySetReader(jwks, true);
  }

  /**
   * Reads the JWK Set that an authority publishes; a key without {@code kid} is skipped.
   *
   * @throws BadKeySetException if the text is no strict JWK Set of at most 100 keys, holds a secret
   *     at any depth or two keys of one {@code kid}, or has no usable key
   */
  public VerifyingKeys readSet(byte[] utf8) throws BadKeySetException {
    return fromSet(parse(utf8));
  }

  /**
   * Reads keys that a partner shared: a JWK Set, a single JWK or PEM public keys. A single JWK or
   * PEM key without {@code kid} gets its thumbprint (RFC 7638).
   *
   * @throws BadKeySetException as {@link #readSet}, and for a PEM block that is no public key or
   *     not whole
   */
  public VerifyingKeys readShared(String text) throws BadKeySetException {
    if (text.contains(PemReader.BEGIN)) {
      return fromMembers(PemReader.publicJwks(text), true);
    }
    Map<String, @Nullable Object> json = parse(text.getBytes(StandardCharsets.UTF_8));
    return json.containsKey("keys") ? fromSet(json) : fromMembers(List.of(json), true);
  }

  private VerifyingKeys fromSet(Map<String, @Nullable Object> set) throws BadKeySetException {
    if (!(set.get("keys") instanceof List<?> keys)) {
      throw new BadKeySetException("not a JWK Set: it has no array \"keys\"");
    }
    return fromMembers(keys, namesKeys);
  }

  private VerifyingKeys fromMembers(List<?> members, boolean nameByThumbprint)
      throws BadKeySetException {
    if (members.size() > MAX_KEYS) {
      throw new BadKeySetException("more than " + MAX_KEYS + " keys");
    }
    List<VerifyingKey> usable = new ArrayList<>();
    Set<Object> ids = new HashSet<>();
    for (Object member : members) {
      if (!(member instanceof Map<?, ?> jwk)) {
        continue;
      }
      JwkReader.refuseSecrets(jwk);
      if (jwk.get("kid") instanceof String id && !ids.add(id)) {
        throw new BadKeySetException("two keys share a kid");
      }
      addKey(jwk, nameByThumbprint, usable);
    }
    return new VerifyingKeys(usable, members.size() - usable.size());
  }

  private void addKey(Map<?, ?> jwk, boolean nameByThumbprint, List<VerifyingKey> usable) {
    try {
      usable.add(jwks.read(jwk, nameByThumbprint));
    } catch (InvalidKeyException e) {
      // RFC 7517 §5: a key that is not understood or broken does not spoil the others.
      return;
    }
  }

  private static Map<String, @Nullable Object> parse(byte[] utf8) throws BadKeySetException {
    try {
      Map<String, @Nullable Object> json = JSON.parseObject(utf8);
      JwkReader.refuseSecretsWithin(json);
      return json;
    } catch (MalformedJsonException e) {
      throw new BadKeySetException("not strict JSON: " + e.getMessage());
    }
  }
}
