package dev.signet.validator.crypto;

import java.lang.System.Logger.Level;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses, once per algorithm, whose engine verifies: the fastest trusted provider that is present
 * and passes the {@link SelfTest}. Thread-safe.
 */
public final class Engines {
  private static final Queue<String> UNTOLD = new ConcurrentLinkedQueue<>();
  private static final Engines TRUSTED = new Engines(null, EnumSet.allOf(TrustedProvider.class));

  private final @Nullable Provider preferred;
  private final Set<TrustedProvider> trusted;
  private final Map<Scheme, Choice> choices = new ConcurrentHashMap<>();

  private Engines(@Nullable Provider preferred, Set<TrustedProvider> trusted) {
    this.preferred = preferred;
    this.trusted = trusted;
  }

  /** The trusted providers in their order; one choice for the whole process. */
  public static Engines trusted() {
    return TRUSTED;
  }

  /** This provider for whatever it does correctly, and the trusted ones for the rest. */
  public static Engines preferring(Provider provider) {
    return new Engines(provider, Set.of());
  }

  /** One of the trusted providers, and nobody for what it does not do. */
  static Engines only(TrustedProvider provider) {
    return new Engines(null, Set.of(provider));
  }

  /**
   * Logs what faster providers would gain, each once in a process: a line for whoever reads the
   * log, kept off the way of a start that must be quick.
   */
  public static void tellGains() {
    for (String gain = UNTOLD.poll(); gain != null; gain = UNTOLD.poll()) {
      System.getLogger(Engines.class.getName()).log(Level.INFO, gain);
    }
  }

  /** Who verifies the algorithm of this JOSE name, once a key has asked for it. */
  public Optional<ChosenProvider> chosen(String joseName) {
    return Scheme.named(joseName).map(choices::get).flatMap(Choice::shown);
  }

  /** Whether a provider verifies this scheme. */
  public boolean have(Scheme scheme) {
    return find(scheme).isPresent();
  }

  /**
   * The chosen provider's verifier for one key.
   *
   * @param subjectPublicKeyInfo the key in the encoding of X.509 (RFC 5280 §4.1)
   * @throws InvalidKeyException if no provider has the algorithm, or the chosen one does not take
   *     this key
   */
  public SignatureVerifier verifier(Scheme scheme, byte[] subjectPublicKeyInfo)
      throws InvalidKeyException {
    Engine engine =
        find(scheme)
            .orElseThrow(
                () -> new InvalidKeyException("no provider here verifies " + scheme.joseName()));
    return new SignaturePool(engine, subjectPublicKeyInfo);
  }

  Optional<Engine> find(Scheme scheme) {
    return choices.computeIfAbsent(scheme, this::choose).engine();
  }

  private Choice choose(Scheme scheme) {
    if (preferred == null) {
      return chooseTrusted(scheme);
    }
    return firstGood(scheme, Stream.of(preferred))
        .map(engine -> Choice.of(engine, Optional.empty()))
        .orElseGet(() -> TRUSTED.choices.computeIfAbsent(scheme, TRUSTED::choose));
  }

  private Choice chooseTrusted(Scheme scheme) {
    for (TrustedProvider candidate : Ranking.of(scheme).order(trusted)) {
      Optional<Engine> engine = firstGood(scheme, candidate.find(scheme));
      if (engine.isPresent()) {
        return Choice.of(engine.get(), gainOver(candidate, scheme));
      }
    }
    return scheme == Scheme.RS256
        ? Choice.ownArithmetic(gainOver(TrustedProvider.PLATFORM, scheme))
        : new Choice(Optional.empty(), Optional.empty());
  }

  private static Optional<String> gainOver(TrustedProvider used, Scheme scheme) {
    Optional<String> gain = Ranking.of(scheme).gainOver(used);
    gain.ifPresent(words -> UNTOLD.add(scheme.joseName() + ": " + words));
    return gain;
  }

  private static Optional<Engine> firstGood(Scheme scheme, Stream<Provider> providers) {
    return providers
        .flatMap(
            provider ->
                scheme.signatureNames().stream()
                    .filter(name -> provider.getService("Signature", name) != null)
                    .map(name -> new Engine(scheme, provider, name)))
        .filter(SelfTest::passes)
        .findFirst();
  }

  /** An engine, and how it is shown; both are absent when nobody verifies the algorithm. */
  private record Choice(Optional<Engine> engine, Optional<ChosenProvider> shown) {
    static Choice of(Engine engine, Optional<String> gain) {
      Provider provider = engine.provider();
      return new Choice(
          Optional.of(engine),
          Optional.of(new ChosenProvider(provider.getName(), provider.getVersionStr(), gain)));
    }

    /** RSA needs no engine: its verifier computes with big integers. */
    static Choice ownArithmetic(Optional<String> gain) {
      String version = Runtime.version().toString();
      return new Choice(
          Optional.empty(), Optional.of(new ChosenProvider("java.math", version, gain)));
    }
  }
}
