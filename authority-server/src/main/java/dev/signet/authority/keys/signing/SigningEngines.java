package dev.signet.authority.keys.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses whose implementation signs, once for each algorithm when its first key signs: the fastest
 * of the trusted providers that is present and right. Thread-safe.
 */
public final class SigningEngines {
  private static final Logger LOG = LoggerFactory.getLogger(SigningEngines.class);

  /** Who judges another: the platform, as it costs no loading. */
  private static final List<SigningProvider> WITNESSES =
      List.of(SigningProvider.JDK, SigningProvider.BOUNCY_CASTLE, SigningProvider.CORRETTO);

  private final SigningSettings settings;
  private final Consumer<SigningKey> badSignatures;
  private final Function<SigningAlgorithm, Stream<SigningEngine>> candidates;
  private final @Nullable Pkcs11Token token;
  private final Map<SigningAlgorithm, SigningEngine> chosen = new ConcurrentHashMap<>();

  /**
   * Chooses by the settings.
   *
   * @param badSignatures hears of the key whenever a signature that it made was not good
   */
  public SigningEngines(SigningSettings settings, Consumer<SigningKey> badSignatures) {
    this(
        settings,
        badSignatures,
        algorithm ->
            settings.forced().map(List::of).orElse(SigningProvider.fastestFirst(algorithm)).stream()
                .flatMap(provider -> provider.engine(algorithm).stream()));
  }

  SigningEngines(
      SigningSettings settings,
      Consumer<SigningKey> badSignatures,
      Function<SigningAlgorithm, Stream<SigningEngine>> candidates) {
    this.settings = settings;
    this.badSignatures = badSignatures;
    this.candidates = candidates;
    Pkcs11Settings place = settings.token();
    this.token = place == null ? null : new Pkcs11Token(place);
  }

  /**
   * Makes a key: in the PKCS#11 token if there is one.
   *
   * @throws SigningFaultException if the token cannot
   */
  public SigningKey generate(SigningAlgorithm algorithm, Instant now) {
    return token == null ? SigningKey.generate(algorithm, now) : token.generate(algorithm, now);
  }

  /**
   * Reads a private key that was made elsewhere.
   *
   * @throws IllegalArgumentException if it is no such key, or keys are made in a token here
   */
  public SigningKey read(String pem, Optional<String> passphrase, Instant now) {
    if (token != null) {
      throw new IllegalArgumentException(
          "is not taken: keys.pkcs11.library is set, so private keys are made in its token");
    }
    return ForeignKeyPem.read(pem, passphrase, now);
  }

  /** Destroys what the PKCS#11 token has of a key that is gone. */
  public void destroy(String kid) {
    if (token != null) {
      token.destroy(kid);
    }
  }

  /** What signs with a key. */
  public KeySigner signer(SigningKey key) {
    return new KeySigner(key, this);
  }

  /** Who signs; empty while no key of the algorithm did. */
  Optional<String> provider(SigningKey key) {
    return key.isInToken()
        ? Optional.of(Pkcs11Token.NAME)
        : Optional.ofNullable(chosen.get(key.algorithm())).map(SigningEngine::name);
  }

  /** The token of a key that is in one. */
  Pkcs11Token token() {
    if (token == null) {
      throw new SigningFaultException(
          "the private key is in a PKCS#11 token: set keys.pkcs11.library", null);
    }
    return token;
  }

  /** Lets the next who needs the token log in again; see {@link Pkcs11Token#revive}. */
  void reviveToken() {
    if (token != null) {
      token.revive();
    }
  }

  /** Who verifies what a token signed: the first that has the algorithm. */
  SigningEngine verifier(SigningAlgorithm algorithm) {
    return candidates.apply(algorithm).findFirst().orElseGet(algorithm::maker);
  }

  boolean verifySignatures() {
    return settings.verifySignatures();
  }

  void madeBadSignature(SigningKey key) {
    badSignatures.accept(key);
  }

  SigningEngine engine(SigningKey key) {
    return chosen.computeIfAbsent(key.algorithm(), algorithm -> choose(key));
  }

  private SigningEngine choose(SigningKey key) {
    return candidates
        .apply(key.algorithm())
        .filter(engine -> passes(engine, key))
        .findFirst()
        .orElseThrow(() -> new SigningFaultException(none(key.algorithm()), null));
  }

  private String none(SigningAlgorithm algorithm) {
    return settings
        .forced()
        .map(p -> "keys.signingProvider (" + p.settingName() + ") cannot sign ")
        .orElse("no provider here signs ")
        .concat(algorithm.joseName());
  }

  /** Whether what the engine signs verifies elsewhere, and verifies nothing else. */
  private static boolean passes(SigningEngine engine, SigningKey key) {
    byte[] probe = key.kid().getBytes(US_ASCII);
    byte[] other = (key.kid() + '.').getBytes(US_ASCII);
    try {
      byte[] signature = engine.sign(engine.privateKey(key), probe);
      SigningEngine witness = witness(engine).orElse(engine);
      PublicKey seen = witness.publicKey(key);
      PublicKey own = engine.publicKey(key);
      if (witness.verifies(seen, probe, signature)
          && !witness.verifies(seen, other, signature)
          && engine.verifies(own, probe, signature)
          && !engine.verifies(own, other, signature)) {
        return true;
      }
      LOG.warn("{} signs {} wrongly and is passed over", engine.name(), key.algorithm().joseName());
    } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
      LOG.warn(
          "{} fails to sign {} and is passed over: {}",
          engine.name(),
          key.algorithm().joseName(),
          e.toString());
    }
    return false;
  }

  private static Optional<SigningEngine> witness(SigningEngine engine) {
    return WITNESSES.stream()
        .filter(provider -> !provider.settingName().equals(engine.name()))
        .flatMap(provider -> provider.engine(engine.algorithm()).stream())
        .findFirst();
  }
}
