package dev.signet.validator.crypto;

import java.lang.System.Logger.Level;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Chooses, once per algorithm, whose engine verifies: the fastest trusted provider that is present
 * and passes the {@link SelfTest}. Thread-safe.
 */
public final class Engines {
  private static final Queue<Choice> UNTOLD = new ConcurrentLinkedQueue<>();
  private static final Engines TRUSTED = new Engines(null, Set.of(TrustedProvider.values()));

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
    for (Choice untold = UNTOLD.poll(); untold != null; untold = UNTOLD.poll()) {
      String name = untold.scheme().joseName();
      untold.gain().ifPresent(gain -> log(name + ": " + gain));
    }
  }

  private static void log(String gain) {
    System.getLogger(Engines.class.getName()).log(Level.INFO, gain);
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
    Optional<Engine> engine = find(scheme);
    if (engine.isEmpty()) {
      throw new InvalidKeyException("no provider here verifies " + scheme.joseName());
    }
    return new SignaturePool(engine.get(), subjectPublicKeyInfo);
  }

  Optional<Engine> find(Scheme scheme) {
    return choices.computeIfAbsent(scheme, this::choose).engine();
  }

  private Choice choose(Scheme scheme) {
    if (preferred == null) {
      return chooseTrusted(scheme);
    }
    Optional<Engine> engine = firstGood(scheme, List.of(preferred));
    return engine.isPresent()
        ? new Choice(scheme, engine, null)
        : TRUSTED.choices.computeIfAbsent(scheme, TRUSTED::choose);
  }

  private Choice chooseTrusted(Scheme scheme) {
    for (TrustedProvider candidate : Ranking.of(scheme).order(trusted)) {
      Optional<Engine> engine = firstGood(scheme, candidate);
      if (engine.isPresent()) {
        return told(new Choice(scheme, engine, candidate));
      }
    }
    return told(new Choice(scheme, Optional.empty(), null));
  }

  private static Choice told(Choice choice) {
    UNTOLD.add(choice);
    return choice;
  }

  private static Optional<Engine> firstGood(Scheme scheme, TrustedProvider candidate) {
    Optional<Engine> likely = firstGood(scheme, candidate.likely(scheme));
    // The host's providers are many, each of the others is one.
    return likely.isPresent() || candidate != TrustedProvider.PLATFORM
        ? likely
        : firstGood(scheme, candidate.find(scheme).toList());
  }

  private static Optional<Engine> firstGood(Scheme scheme, List<Provider> providers) {
    for (Provider provider : providers) {
      for (String name : scheme.signatureNames()) {
        if (provider.getService("Signature", name) != null) {
          Engine engine = new Engine(scheme, provider, name);
          if (SelfTest.passes(engine)) {
            return Optional.of(engine);
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * What was chosen for a scheme; the words for it are made when somebody asks.
   *
   * @param engine absent for RSA by our own arithmetic, and when nobody verifies the algorithm
   * @param ranked the trusted provider that it is of; null for that of the host
   */
  private record Choice(Scheme scheme, Optional<Engine> engine, @Nullable TrustedProvider ranked) {

    Optional<ChosenProvider> shown() {
      if (engine.isPresent()) {
        Provider provider = engine.get().provider();
        return Optional.of(
            new ChosenProvider(provider.getName(), provider.getVersionStr(), gain()));
      }
      // RSA needs no engine: its verifier computes with big integers.
      return scheme == Scheme.RS256
          ? Optional.of(new ChosenProvider("java.math", Runtime.version().toString(), gain()))
          : Optional.empty();
    }

    /** What a faster provider would gain. */
    Optional<String> gain() {
      if (ranked != null) {
        return Ranking.of(scheme).gainOver(ranked);
      }
      // Our own arithmetic is about as fast as the platform's.
      return engine.isEmpty() && scheme == Scheme.RS256
          ? Ranking.of(scheme).gainOver(TrustedProvider.PLATFORM)
          : Optional.empty();
    }
  }
}
