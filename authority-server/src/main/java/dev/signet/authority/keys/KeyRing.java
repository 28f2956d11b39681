package dev.signet.authority.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.http.Json;
import dev.signet.authority.keys.signing.KeyPem;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The keys of the authority at one moment. All of them are published, so nothing unpublished can
 * sign.
 *
 * <p>The keys of one algorithm are a line: at most one is next and one is active, any number are
 * retiring. Immutable: a change makes a new ring. Equal rings hold the same keys in the same states
 * since the same instants.
 *
 * @param keys the keys, in the order they came
 */
public record KeyRing(List<RingKey> keys) {
  /** No keys yet. */
  public static final KeyRing EMPTY = new KeyRing(List.of());

  /**
   * Copies the keys.
   *
   * @throws IllegalArgumentException if one stands twice, or a line has two next or two active keys
   */
  public KeyRing {
    keys = List.copyOf(keys);
    Set<Object> seen = new HashSet<>();
    for (RingKey key : keys) {
      if (!seen.add(key.kid())) {
        throw new IllegalArgumentException("the key " + key.kid() + " stands twice");
      }
      if (key.state() != KeyState.RETIRING && !seen.add(List.of(key.algorithm(), key.state()))) {
        throw new IllegalArgumentException(
            "two keys of " + key.algorithm().joseName() + " are " + key.state());
      }
    }
  }

  /** The key of this name. */
  public Optional<RingKey> find(String kid) {
    return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
  }

  /** The key that signs for an algorithm. */
  public Optional<RingKey> active(SigningAlgorithm algorithm) {
    return find(algorithm, KeyState.ACTIVE);
  }

  /** The key that will sign for an algorithm once it was announced long enough. */
  public Optional<RingKey> next(SigningAlgorithm algorithm) {
    return find(algorithm, KeyState.NEXT);
  }

  /** All keys that sign. */
  public List<RingKey> active() {
    return keys.stream().filter(key -> key.state() == KeyState.ACTIVE).toList();
  }

  /** The JWK Set with the public halves of all keys (RFC 7517 §5). */
  public String jwkSet() {
    List<Map<String, String>> jwks = keys.stream().map(key -> key.key().publicJwk()).toList();
    return new String(Json.bytes(Json.object("keys", jwks)), UTF_8);
  }

  /** The public halves of all keys as PEM, a comment line with the name of the key before each. */
  public String publicPem() {
    return keys.stream().map(key -> KeyPem.writePublic(key.key())).collect(Collectors.joining());
  }

  KeyRing with(RingKey added) {
    List<RingKey> all = new ArrayList<>(keys);
    all.add(added);
    return new KeyRing(all);
  }

  KeyRing without(RingKey removed) {
    return new KeyRing(keys.stream().filter(key -> !key.equals(removed)).toList());
  }

  KeyRing replacing(RingKey old, UnaryOperator<RingKey> change) {
    return new KeyRing(
        keys.stream().map(key -> key.equals(old) ? change.apply(key) : key).toList());
  }

  private Optional<RingKey> find(SigningAlgorithm algorithm, KeyState state) {
    return keys.stream()
        .filter(key -> key.algorithm() == algorithm && key.state() == state)
        .findFirst();
  }
}
