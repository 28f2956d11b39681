package dev.signet.authority;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.authority.http.Json;
import dev.signet.authority.keys.TokenSigner;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.validator.Reason;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Transport;
import dev.signet.validator.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A real authority on a fast clock issues and rotates without a pause, by the tightest schedule
 * that is allowed, before validators that poll as seldom as they may; one of them reads a static
 * mirror. {@code -Dsignet.soak.rotations=1000} is the long form.
 */
class RotationSoakTest {
  private static final int ROTATIONS = Integer.getInteger("signet.soak.rotations", 3);
  private static final int PROGRESS_EVERY = 100;
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final Duration MAX_AGE = Duration.ofMinutes(5);
  private static final Duration MIRROR_EVERY = Duration.ofMinutes(10);
  private static final Duration LIFETIME = Duration.ofHours(1);

  /** The age, a fifth and a minute, as the settings demand; and the delay of the mirror. */
  private static final Duration ANNOUNCE = Duration.ofMinutes(7).plus(MIRROR_EVERY);

  /** The lifetime, the skew of five minutes and a minute, as the settings demand. */
  private static final Duration RETENTION = LIFETIME.plusMinutes(6);

  /** After this nobody may hold a set that was published before. */
  private static final Duration UNTIL_ALL_POLLED = ANNOUNCE;

  private final RunningAuthority authority =
      new RunningAuthority()
          .with("SIGNET_KEYS_JWK_SET_MAX_AGE", minutes(MAX_AGE))
          .with("SIGNET_KEYS_ROTATION_ANNOUNCE", minutes(ANNOUNCE))
          .with("SIGNET_KEYS_ROTATION_RETENTION", minutes(RETENTION))
          .with("SIGNET_KEYS_ROTATION_EVERY", minutes(ANNOUNCE.plus(RETENTION)))
          .with("SIGNET_TOKENS_LIFETIME", minutes(LIFETIME));

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Provider> providers = new ArrayList<>();
  private final Deque<Issued> living = new ArrayDeque<>();
  private final Map<String, TokenSigner> signers = new LinkedHashMap<>();
  private final Map<String, Instant> gone = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private String secret = "";
  private Mirror mirror = new Mirror("");
  private int issued;
  private int probes;

  private record Issued(String token, Instant expiresAt) {}

  @BeforeEach
  void start() {
    authority.start();
    secret = authority.addApplication("billing");
    mirror = new Mirror(fetchJwkSet());
    for (double age : new double[] {0.8, 1.0, 1.2}) {
      providers.add(new Provider("polling at " + age + " of the age", age, this::fetch));
    }
    providers.add(new Provider("reading the mirror", 1.2, mirror));
  }

  @AfterEach
  void stop() {
    providers.forEach(provider -> provider.validator.close());
    authority.close();
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void refusesNoGoodTokenAndAcceptsNoRetiredKey() throws Exception {
    while (signers.size() <= ROTATIONS || gone.size() < ROTATIONS) {
      authority.advance(STEP);
      mirror.copyIfDue();
      issue();
      for (Provider provider : providers) {
        provider.pollIfDue();
        provider.check(living.getFirst());
        provider.check(living.getLast());
      }
      probeWhatIsGone();
    }

    assertThat(faults).isEmpty();
    assertThat(issued).isGreaterThan(ROTATIONS * 80);
    assertThat(probes).isGreaterThanOrEqualTo((ROTATIONS - 1) * providers.size());
    assertThat(providers).allSatisfy(Provider::assertWithinItsBudget);
  }

  private void issue() throws Exception {
    String basic = Base64.getEncoder().encodeToString(("billing:" + secret).getBytes(UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(authority.url("/token")))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
    String token = new ObjectMapper().readTree(answer.body()).required("access_token").asText();
    living.addLast(new Issued(token, now().plus(LIFETIME)));
    living.removeIf(old -> !now().isBefore(old.expiresAt()));
    issued++;
    note(authority.server().keys().signer(SigningAlgorithm.ES256));
  }

  private void note(TokenSigner signer) {
    if (signers.put(signer.kid(), signer) == null && signers.size() % PROGRESS_EVERY == 0) {
      System.out.println(
          "soak: " + signers.size() + " of " + ROTATIONS + " rotations, " + issued + " tokens");
    }
  }

  /** Whoever stole a key may sign with it for ever; no validator may take that once it is gone. */
  private void probeWhatIsGone() {
    for (Map.Entry<String, TokenSigner> each : signers.entrySet()) {
      boolean published = authority.server().keys().ring().find(each.getKey()).isPresent();
      if (!published && gone.putIfAbsent(each.getKey(), now()) == null) {
        continue;
      }
      if (now().equals(gone.getOrDefault(each.getKey(), now()).plus(UNTIL_ALL_POLLED))) {
        String forged = each.getValue().signAccessToken(claims());
        providers.forEach(provider -> provider.checkForged(forged));
      }
    }
  }

  private Map<String, Object> claims() {
    Map<String, Object> claims =
        Json.object("iss", RunningAuthority.ISSUER, "sub", "billing", "client_id", "billing");
    claims.put("aud", RunningAuthority.AUDIENCE);
    claims.put("iat", now().getEpochSecond());
    claims.put("exp", now().plus(LIFETIME).getEpochSecond());
    claims.put("jti", "forged");
    return claims;
  }

  private Instant now() {
    return authority.clock().instant();
  }

  private String fetchJwkSet() {
    try (InputStream body = fetch(URI.create("unused"), Map.of(), STEP).body()) {
      return new String(body.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Transport.Response fetch(URI unused, Map<String, String> headers, Duration timeout)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(authority.url("/.well-known/jwks.json")));
    headers.forEach(request::header);
    try {
      HttpResponse<InputStream> answer =
          http.send(request.timeout(timeout).build(), BodyHandlers.ofInputStream());
      return new Transport.Response(answer.statusCode(), answer.headers().map(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static String minutes(Duration duration) {
    return duration.toMinutes() + "m";
  }

  /** A file that is copied now and then, with the age that the authority states. */
  private final class Mirror implements Transport {
    private String jwkSet;
    private Instant copiedAt = authority.clock().instant();

    Mirror(String jwkSet) {
      this.jwkSet = jwkSet;
    }

    void copyIfDue() {
      if (now().plus(STEP).isAfter(copiedAt.plus(MIRROR_EVERY))) {
        jwkSet = fetchJwkSet();
        copiedAt = now();
      }
    }

    @Override
    public Response get(URI uri, Map<String, String> headers, Duration timeout) {
      return new Response(
          200,
          Map.of("Cache-Control", List.of("max-age=" + MAX_AGE.toSeconds())),
          new ByteArrayInputStream(jwkSet.getBytes(UTF_8)));
    }
  }

  /** A provider's validator that fetches when its cache has the given share of the stated age. */
  private final class Provider {
    private final String name;
    private final double share;
    private final TokenValidator validator;
    private volatile Duration stated = MAX_AGE;
    private Instant polledAt = now();
    private int fetches = 1;
    private int probed;

    Provider(String name, double share, Transport source) {
      this.name = name;
      this.share = share;
      this.validator =
          TokenValidator.forAuthority(RunningAuthority.ISSUER, RunningAuthority.AUDIENCE)
              .jwksUri(URI.create("http://localhost/jwks.json"))
              .transport((uri, headers, timeout) -> noting(source.get(uri, headers, timeout)))
              .clock(authority.clock())
              .build();
      assertThat(validator.awaitKeys(Duration.ofSeconds(30))).isTrue();
    }

    private Transport.Response noting(Transport.Response answer) {
      answer.headers().entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase("cache-control"))
          .map(header -> header.getValue().get(0).replaceFirst(".*max-age=(\\d+).*", "$1"))
          .forEach(seconds -> stated = Duration.ofSeconds(Long.parseLong(seconds)));
      return answer;
    }

    void pollIfDue() {
      Duration mayKeep = Duration.ofSeconds((long) (share * stated.toSeconds()));
      if (!now().plus(STEP).isAfter(polledAt.plus(mayKeep))) {
        return;
      }
      long before = validator.state().counters().fetches();
      validator.refreshNow();
      while (validator.state().counters().fetches() == before) {
        Thread.onSpinWait();
      }
      polledAt = now();
      fetches++;
    }

    void check(Issued good) {
      if (!(validator.checkToken(good.token()) instanceof Verdict.Accepted)) {
        faults.add(now() + ": refused a good token, " + name + validator.explain(good.token()));
      }
    }

    void checkForged(String forged) {
      probes++;
      probed++;
      Verdict verdict = validator.checkToken(forged);
      if (!(verdict instanceof Verdict.Refused refused && refused.reason() == Reason.UNKNOWN_KEY)) {
        faults.add(now() + ": took a key that is gone, " + name + ": " + verdict);
      }
    }

    /** Its own polls, and at most one fetch for each key that it was asked for in vain. */
    void assertWithinItsBudget() {
      assertThat(validator.state().counters().fetches())
          .as(name)
          .isBetween((long) fetches, (long) fetches + probed);
      assertThat(validator.state().counters().failedFetches()).as(name).isZero();
    }
  }
}
