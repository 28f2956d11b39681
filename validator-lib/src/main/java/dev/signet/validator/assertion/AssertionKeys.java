package dev.signet.validator.assertion;

import dev.signet.validator.Reason;
import dev.signet.validator.http.SecureUri;
import dev.signet.validator.keys.BadKeySetException;
import dev.signet.validator.keys.KeySetReader;
import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.keys.VerifyingKeys;
import dev.signet.validator.rules.Refusal;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The keys of one issuer of assertions. Thread-safe. */
public final class AssertionKeys implements AutoCloseable {
  private final KeySource source;

  private AssertionKeys(KeySource source) {
    this.source = source;
  }

  /**
   * Keys that the issuer handed over: a JWK Set, a single JWK or PEM public keys. A key without
   * {@code kid} is named by its thumbprint (RFC 7638).
   *
   * @param algorithms the JOSE names that may sign; keys of others are left out
   * @throws IllegalArgumentException if there is no usable key, or anything that is not for others
   *     to have: a private key or a shared secret
   */
  public static AssertionKeys shared(String text, Set<String> algorithms) {
    try {
      VerifyingKeys keys = new KeySetReader(algorithms).namingKeys().readShared(text);
      return new AssertionKeys((wanted, has) -> keys);
    } catch (BadKeySetException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Keys that the issuer publishes as a JWK Set, kept in step with it. Those that were fetched last
   * go on for a day while it is silent.
   *
   * @param address as {@link #address} reads it
   * @param algorithms as for {@link #shared}
   * @param clock the time
   */
  public static AssertionKeys at(URI address, Set<String> algorithms, Clock clock) {
    KeySetReader reader = new KeySetReader(algorithms).namingKeys();
    return new AssertionKeys(PublishedKeySource.start(address, reader, clock));
  }

  /**
   * The address of a JWK Set: https, or http on this machine, without user and fragment.
   *
   * @throws IllegalArgumentException for every other text
   */
  public static URI address(String text) {
    return SecureUri.parse("the address", text);
  }

  /** The key of this name; without one the only key of the algorithm. */
  VerifyingKey choose(String algorithm, Optional<String> keyId) throws Refusal {
    Predicate<VerifyingKeys> has = keys -> find(keys, algorithm, keyId).isPresent();
    VerifyingKeys keys = source.get(keyId.orElse("the only of " + algorithm), has);
    Optional<VerifyingKey> key = find(keys, algorithm, keyId);
    if (key.isEmpty()) {
      throw Refusal.of(Reason.UNKNOWN_KEY);
    }
    // RFC 8725 §3.1: the key, not the header, decides.
    if (!key.get().algorithm().equals(algorithm)) {
      throw Refusal.of(Reason.ALG_NOT_ALLOWED);
    }
    return key.get();
  }

  private static Optional<VerifyingKey> find(
      VerifyingKeys keys, String algorithm, Optional<String> keyId) {
    return keyId.isPresent() ? keys.find(keyId.get()) : keys.findOnly(algorithm);
  }

  /** Stops fetching. */
  @Override
  public void close() {
    source.close();
  }
}
