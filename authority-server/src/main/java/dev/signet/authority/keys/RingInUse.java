package dev.signet.authority.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.http.content.PublishedDocument;
import dev.signet.authority.keys.signing.KeySigner;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.keys.signing.SigningEngines;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ring with what it is needed for, made once. Immutable.
 *
 * @param ring the ring
 * @param signers by the algorithm that is asked for
 * @param jwkSet as it is served
 * @param signUntil when the next activation is due
 */
record RingInUse(
    KeyRing ring,
    Map<SigningAlgorithm, TokenSigner> signers,
    PublishedDocument jwkSet,
    Instant signUntil) {
  static RingInUse of(KeyRing ring, Rotation rotation, SigningEngines engines) {
    Map<SigningAlgorithm, TokenSigner> signers = new EnumMap<>(SigningAlgorithm.class);
    Map<String, TokenSigner> byKid = new HashMap<>();
    for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
      rotation
          .signing(ring, algorithm)
          .map(key -> byKid.computeIfAbsent(key.kid(), kid -> signer(key, engines)))
          .ifPresent(signer -> signers.put(algorithm, signer));
    }
    PublishedDocument jwkSet =
        new PublishedDocument(
            "application/jwk-set+json",
            ring.jwkSet().getBytes(UTF_8),
            rotation.schedule().jwkSetMaxAge());
    Instant signUntil = rotation.nextActivation(ring).orElse(Instant.MAX);
    return new RingInUse(ring, signers, jwkSet.withJitter(), signUntil);
  }

  private static TokenSigner signer(RingKey key, SigningEngines engines) {
    return new TokenSigner(engines.signer(key.key()));
  }

  /** The signer for an algorithm; empty if the ring has no key that signs. */
  Optional<TokenSigner> signer(SigningAlgorithm algorithm) {
    return Optional.ofNullable(signers.get(algorithm));
  }

  /** What signs, each once. */
  List<KeySigner> keySigners() {
    return signers.values().stream().distinct().map(TokenSigner::signer).toList();
  }

  /** The same, not asked to be newer before this instant. */
  RingInUse signingUntil(Instant at) {
    return new RingInUse(ring, signers, jwkSet, at.isAfter(signUntil) ? at : signUntil);
  }
}
