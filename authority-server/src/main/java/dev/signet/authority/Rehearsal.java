package dev.signet.authority;

import dev.signet.authority.http.Json;
import dev.signet.authority.keys.KeyRing;
import dev.signet.authority.keys.KeyRotator;
import dev.signet.authority.keys.KeySettings;
import dev.signet.authority.keys.MemoryKeyStore;
import dev.signet.authority.keys.RingKey;
import dev.signet.authority.keys.Rotation;
import dev.signet.authority.keys.TokenSigner;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.keys.signing.SigningEngines;
import dev.signet.authority.keys.signing.SigningKey;
import dev.signet.authority.keys.signing.SigningSettings;
import dev.signet.validator.Algorithm;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whole rotations on a copy of a ring in memory, by a clock of its own, before real validators that
 * keep the JWK Set for as long as they may. Nothing of it leaves the process. Not thread-safe.
 */
public final class Rehearsal implements AutoCloseable {
  private static final String ISSUER = "https://rehearsal.example.org";
  private static final int STEPS_PER_AGE = 10;

  private final List<SigningAlgorithm> lines;
  private final FastClock clock;
  private final KeyRotator keys;
  private final Duration age;
  private final List<Verifier> verifiers;
  private final Deque<Signed> living = new ArrayDeque<>();
  private final List<String> refusals = new ArrayList<>();
  private int tokens;
  private int checks;

  /**
   * What came of it.
   *
   * @param tokens how many were signed
   * @param checks how many verdicts were asked for
   * @param until the time that the clock reached
   * @param refusals the verdicts other than accepted; must be empty
   */
  public record Report(int tokens, int checks, Instant until, List<String> refusals) {}

  private record Signed(String token, String kid, Instant expiresAt) {}

  /** Copies a ring; the clock starts at this instant. */
  public Rehearsal(KeyRing ring, KeySettings settings, Instant from) {
    this.lines = settings.algorithms();
    this.clock = new FastClock(from);
    this.keys =
        new KeyRotator(
            new MemoryKeyStore(copy(ring)),
            new Rotation(settings.schedule(), lines),
            new SigningEngines(SigningSettings.DEFAULT, key -> {}),
            clock,
            event -> {});
    this.age = settings.schedule().jwkSetMaxAge();
    // A validator polls within a fifth of the age that it was told; none keeps the set longer.
    this.verifiers =
        List.of(
            new Verifier(age.dividedBy(3)),
            new Verifier(age),
            new Verifier(age.multipliedBy(6).dividedBy(5)));
  }

  /** Nothing is signed in a PKCS#11 token for a rehearsal: another key stands in for such a one. */
  private static KeyRing copy(KeyRing ring) {
    return new KeyRing(ring.keys().stream().map(Rehearsal::copy).toList());
  }

  private static RingKey copy(RingKey key) {
    return key.key().isInToken()
        ? new RingKey(
            SigningKey.generate(key.algorithm(), key.key().createdAt()),
            key.announcedAt(),
            key.activated(),
            key.retired(),
            key.longestToken())
        : key;
  }

  /** Rotates every line so many times. */
  public Report run(int rotations) {
    for (int i = 0; i < rotations; i++) {
      for (SigningAlgorithm line : lines) {
        rotate(line, this::announce);
      }
    }
    return report();
  }

  /** Rotates every line once without announcing the new key first: what that would break. */
  public Report runUnannounced() {
    for (SigningAlgorithm line : lines) {
      rotate(line, keys::activate);
    }
    return report();
  }

  private Report report() {
    return new Report(tokens, checks, clock.instant(), List.copyOf(refusals));
  }

  private void announce(SigningAlgorithm line) {
    if (keys.ring().next(line).isEmpty()) {
      keys.announce(line);
    }
  }

  /** Ends when the key that signed before is gone. */
  private void rotate(SigningAlgorithm line, Consumer<SigningAlgorithm> begin) {
    verifiers.forEach(Verifier::poll);
    String old = keys.signer(line).kid();
    begin.accept(line);
    walkUntil(clock.instant().plus(age.multipliedBy(2)));
    while (keys.ring().find(old).isPresent()) {
      nextStep().ifPresent(this::approach);
    }
  }

  /** The next step of a key that comes or goes; empty once all is at rest. */
  private Optional<Instant> nextStep() {
    return keys.ring().keys().stream()
        .filter(key -> !keys.ring().active().contains(key))
        .map(keys::nextStepOf)
        .min(Instant::compareTo);
  }

  /** Nothing changes long before a step, so only the time around it is walked in short steps. */
  private void approach(Instant due) {
    Instant near = due.minus(age.multipliedBy(2));
    if (near.isAfter(clock.instant())) {
      moveTo(near);
      verifiers.forEach(Verifier::poll);
    }
    walkUntil(due.plus(age.multipliedBy(2)));
  }

  private void walkUntil(Instant end) {
    Duration step = age.dividedBy(STEPS_PER_AGE);
    while (clock.instant().isBefore(end)) {
      moveTo(clock.instant().plus(step));
    }
  }

  private void moveTo(Instant at) {
    clock.now = at;
    keys.turn();
    living.removeIf(signed -> !at.isBefore(signed.expiresAt()));
    lines.forEach(line -> living.addLast(sign(keys.signer(line), at)));
    for (Verifier verifier : verifiers) {
      verifier.pollIfDue();
      verifier.check(living.getFirst());
      verifier.check(living.getLast());
    }
  }

  private Signed sign(TokenSigner signer, Instant at) {
    tokens++;
    Instant expiresAt = at.plus(keys.schedule().longestToken());
    Map<String, Object> claims =
        Json.object(
            "iss",
            ISSUER,
            "sub",
            "rehearsal",
            "aud",
            "rehearsal",
            "client_id",
            "rehearsal",
            "iat",
            at.getEpochSecond(),
            "exp",
            expiresAt.getEpochSecond(),
            "jti",
            "rehearsal-" + tokens);
    return new Signed(signer.signAccessToken(claims), signer.kid(), expiresAt);
  }

  @Override
  public void close() {
    verifiers.forEach(verifier -> verifier.validator.close());
  }

  /** A validator with the JWK Set of its last poll, which asks for no key in between. */
  private final class Verifier {
    private final Duration every;
    private TokenValidator validator;
    private Instant pollAt;

    Verifier(Duration every) {
      this.every = every;
      this.validator = validator();
      this.pollAt = clock.instant().plus(every);
    }

    private TokenValidator validator() {
      return TokenValidator.forAuthority(ISSUER, "rehearsal")
          .keys(keys.ring().jwkSet())
          .allowedAlgorithms(EnumSet.allOf(Algorithm.class))
          .clock(clock)
          .build();
    }

    void poll() {
      validator.close();
      validator = validator();
      pollAt = clock.instant().plus(every);
    }

    void pollIfDue() {
      if (clock.instant().isAfter(pollAt)) {
        poll();
      }
    }

    void check(Signed signed) {
      checks++;
      Verdict verdict = validator.checkToken(signed.token());
      if (!(verdict instanceof Verdict.Accepted)) {
        refusals.add(
            String.format(
                Locale.ROOT,
                "%s: a validator that polls each %s refused a token of the key %s: %s",
                clock.instant(),
                every,
                signed.kid(),
                verdict instanceof Verdict.Refused refused ? refused.reason().code() : "no keys"));
      }
    }
  }

  /** Shows what it is told. */
  private static final class FastClock extends Clock {
    private Instant now;

    FastClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
