package dev.signet.validator.crypto;

import static dev.signet.validator.crypto.TrustedProvider.BOUNCY_CASTLE;
import static dev.signet.validator.crypto.TrustedProvider.CONSCRYPT;
import static dev.signet.validator.crypto.TrustedProvider.CORRETTO;
import static dev.signet.validator.crypto.TrustedProvider.PLATFORM;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How long each provider takes for one verification of a scheme, relative to the others.
 *
 * @param micros microseconds of one core, measured on JDK 25 (docs/decisions, number 11); they
 *     decide the order only
 */
record Ranking(Map<TrustedProvider, Integer> micros) {
  /** Below this another provider is not worth a dependency. */
  private static final double WORTH_TELLING = 1.5;

  static Ranking of(Scheme scheme) {
    return switch (scheme) {
      case ES256 ->
          new Ranking(Map.of(CORRETTO, 51, CONSCRYPT, 51, BOUNCY_CASTLE, 80, PLATFORM, 420));
      case ED25519 ->
          new Ranking(Map.of(CORRETTO, 38, CONSCRYPT, 53, BOUNCY_CASTLE, 79, PLATFORM, 590));
      // Bouncy Castle takes a second encoding: it would only be loaded to fail the self-test.
      case RS256 -> new Ranking(Map.of(CORRETTO, 17, CONSCRYPT, 17, PLATFORM, 33));
      case ML_DSA_44 ->
          new Ranking(Map.of(CORRETTO, 82, CONSCRYPT, 39, BOUNCY_CASTLE, 88, PLATFORM, 75));
      case ML_DSA_65 ->
          new Ranking(Map.of(CORRETTO, 140, CONSCRYPT, 59, BOUNCY_CASTLE, 141, PLATFORM, 121));
      case ML_DSA_87 ->
          new Ranking(Map.of(CORRETTO, 211, CONSCRYPT, 93, BOUNCY_CASTLE, 232, PLATFORM, 203));
    };
  }

  /** The fastest of these first; of equals, the one that stands first in the enum. */
  List<TrustedProvider> order(Set<TrustedProvider> providers) {
    List<TrustedProvider> order = new ArrayList<>();
    for (TrustedProvider provider : TrustedProvider.values()) {
      if (providers.contains(provider) && micros.containsKey(provider)) {
        order.add(placeIn(order, provider), provider);
      }
    }
    return order;
  }

  private int placeIn(List<TrustedProvider> order, TrustedProvider provider) {
    int place = order.size();
    while (place > 0 && micros(order.get(place - 1)) > micros(provider)) {
      place--;
    }
    return place;
  }

  private int micros(TrustedProvider provider) {
    return micros.getOrDefault(provider, 0);
  }

  /** What the fastest would gain over this one, in words; empty if it is hardly faster. */
  Optional<String> gainOver(TrustedProvider used) {
    TrustedProvider fastest = order(micros.keySet()).get(0);
    double times = (double) micros(used) / micros(fastest);
    String artifact = fastest.artifact();
    return Optional.of(artifact + " on the class path verifies about " + rounded(times))
        .filter(words -> times >= WORTH_TELLING)
        .map(words -> words + " times as fast");
  }

  private static String rounded(double times) {
    double tenths = Math.round(times * 10) / 10.0;
    return times < 10 ? String.valueOf(tenths) : String.valueOf(Math.round(times));
  }
}
