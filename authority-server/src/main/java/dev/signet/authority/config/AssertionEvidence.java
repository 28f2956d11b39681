package dev.signet.authority.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.token.assertion.IssuerEvidence;
import dev.signet.validator.Algorithm;
import dev.signet.validator.assertion.AssertionKeys;
import dev.signet.validator.assertion.AssertionRules;
import dev.signet.validator.assertion.AudienceRule;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the assertions of one issuer must prove, and with which keys. */
final class AssertionEvidence {
  private static final List<String> USUAL_ALGORITHMS = List.of("ES256", "Ed25519", "RS256");

  /** RFC 8725 §3.11: kinds of JWT that say something else than an assertion does. */
  private static final Pattern OTHER_KINDS =
      Pattern.compile(
          "(application/)?(at|dpop|logout|secevent|client-authentication|token-introspection"
              + "|revocation-list|revocation-delta)\\+jwt");

  private static final Set<String> ALGORITHMS =
      Set.copyOf(Arrays.stream(Algorithm.values()).map(Algorithm::joseName).toList());

  private final ConfigReader reader;
  private final String start;
  private final String ownIssuer;

  /** Reads the settings that begin so. */
  AssertionEvidence(ConfigReader reader, String start, String ownIssuer) {
    this.reader = reader;
    this.start = start;
    this.ownIssuer = ownIssuer;
  }

  private enum Replay {
    ONCE,
    REUSABLE
  }

  Optional<IssuerEvidence> read() {
    String issuer = issuer();
    Set<String> algorithms = algorithms();
    boolean once = reader.choice(start + "replay", Replay.ONCE) == Replay.ONCE;
    AssertionRules rules =
        new AssertionRules(issuer, audience(), algorithms, types(), longestLifetime(), once);
    Optional<URI> address = address();
    Optional<String> keys = keys(algorithms);
    boolean addressSet = reader.isSet(start + "jwksUri");
    if (addressSet == reader.isSet(start + "keysFile")) {
      reader.fault(start + "jwksUri", "or keysFile says where the keys are: set exactly one");
      return Optional.empty();
    }
    return issuer.isEmpty() || (address.isEmpty() && keys.isEmpty())
        ? Optional.empty()
        : Optional.of(new IssuerEvidence(rules, address.orElse(null), keys.orElse(null), once));
  }

  private String issuer() {
    String issuer = reader.text(start + "issuer", "");
    if (issuer.isEmpty()) {
      reader.fault(start + "issuer", "is missing: set the iss of the assertions");
    } else if (issuer.equals(ownIssuer)) {
      reader.fault(start + "issuer", "is this authority: its own tokens are no assertions");
    }
    return issuer;
  }

  /** RFC 7523 §3, item 3: the authority by its issuer identifier, or by its token endpoint. */
  private AudienceRule audience() {
    List<String> named = reader.words(start + "audience");
    return AudienceRule.anyOf(
        named.isEmpty() ? Set.of(ownIssuer, ownIssuer + "/token") : Set.copyOf(named));
  }

  private Set<String> algorithms() {
    Set<String> named = new LinkedHashSet<>(reader.words(start + "algorithms"));
    if (!ALGORITHMS.containsAll(named)) {
      reader.fault(
          start + "algorithms",
          "is not of " + ConfigReader.alternatives(ALGORITHMS.stream().sorted()));
      named.retainAll(ALGORITHMS);
    }
    return named.isEmpty() ? Set.copyOf(USUAL_ALGORITHMS) : named;
  }

  private Set<String> types() {
    Set<String> named = new LinkedHashSet<>(reader.words(start + "types"));
    if (named.stream().anyMatch(t -> OTHER_KINDS.matcher(t.toLowerCase(Locale.ROOT)).matches())) {
      reader.fault(start + "types", "names another kind of JWT: an access token is no assertion");
    }
    return named.isEmpty() ? Set.of("JWT") : named;
  }

  private Duration longestLifetime() {
    return reader.duration(
        start + "longestLifetime", Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofDays(1));
  }

  private Optional<URI> address() {
    Optional<String> text = reader.find(start + "jwksUri");
    try {
      return text.map(AssertionKeys::address);
    } catch (IllegalArgumentException e) {
      reader.fault(start + "jwksUri", "is at fault: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<String> keys(Set<String> algorithms) {
    Optional<Path> file = reader.findPath(start + "keysFile");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(file.get(), UTF_8);
      AssertionKeys.shared(text, algorithms).close();
      return Optional.of(text);
    } catch (IOException e) {
      reader.fault(start + "keysFile", "names a file that cannot be read: " + file.get());
    } catch (IllegalArgumentException e) {
      reader.fault(start + "keysFile", "cannot be used: " + e.getMessage());
    }
    return Optional.empty();
  }
}
