package dev.signet.quota;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Date;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The abuse that quotas are against, <i>Rotate Tokens</i>: one requestor, a fresh token for each
 * call. Each token is really signed, and checked by a provider over HTTP.
 */
class RotatedTokensTest {
  private static final String ISSUER = "https://auth.example.com";
  private static final String AUDIENCE = "orders";
  private static final int LIMIT = 20;
  private static final Duration HOUR = Duration.ofHours(1);

  private final HandClock clock = new HandClock();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<String> seen = new HashSet<>();
  private ECKey key;
  private ECDSASigner signer;
  private TokenValidator validator;
  private HolderQuotas quotas;
  private HttpServer provider;

  @BeforeEach
  void start() throws Exception {
    key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    signer = new ECDSASigner(key);
    validator =
        TokenValidator.forAuthority(ISSUER, AUDIENCE)
            .keys(new JWKSet(key.toPublicJWK()).toString())
            .clock(clock)
            .build();
    quotas = HolderQuotas.local().clock(clock).build();
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext("/orders", this::answer);
    provider.start();
  }

  @AfterEach
  void stop() {
    provider.stop(0);
    quotas.close();
    validator.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Verdict verdict = validator.check(exchange.getRequestHeaders().getFirst("Authorization"));
    int status = verdict.httpStatus();
    if (verdict instanceof Verdict.Accepted accepted) {
      QuotaVerdict quota = quotas.take(accepted.token());
      quota.headers().forEach(exchange.getResponseHeaders()::set);
      status = quota.httpStatus();
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .subject("ada")
        .claim("client_id", "ada")
        .jwtID(UUID.randomUUID().toString())
        .issueTime(Date.from(clock.instant()))
        .expirationTime(Date.from(clock.instant().plusSeconds(300)))
        .claim("quota", Map.of("of", "sub", "limit", LIMIT, "window", HOUR.toSeconds()));
  }

  private HttpResponse<byte[]> call(JWTClaimsSet.Builder claims) throws Exception {
    String token = sign(claims.build());
    assertThat(seen.add(token)).as("a fresh token").isTrue();
    URI uri = URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/orders");
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  private String sign(JWTClaimsSet claims) throws JOSEException {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType("at+jwt"))
            .keyID(key.getKeyID())
            .build();
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  /** Makes the token of one call. */
  private interface Tokens {
    JWTClaimsSet.Builder claims(int call);
  }

  /** How many of so many calls pass; every other one must be refused for the quota. */
  private int passed(int calls, Tokens tokens) throws Exception {
    int passed = 0;
    for (int i = 0; i < calls; i++) {
      int status = call(tokens.claims(i)).statusCode();
      assertThat(status).isIn(200, 429);
      passed += status == 200 ? 1 : 0;
    }
    return passed;
  }

  @Test
  void thousandsOfFreshTokensBuyNothing() throws Exception {
    assertThat(passed(2_000, call -> claims())).isEqualTo(LIMIT);
  }

  @Test
  void aTokenPerWindowGetsAsMuchAsAThousand() throws Exception {
    assertThat(passed(LIMIT + 10, call -> claims())).isEqualTo(LIMIT);
    clock.step(HOUR.minusNanos(1));
    assertThat(passed(10, call -> claims())).isZero();
    clock.step(Duration.ofNanos(1));
    assertThat(passed(LIMIT + 10, call -> claims())).isEqualTo(LIMIT);
  }

  @Test
  void tokensAcquiredThroughTwoApplicationsBuyNothing() throws Exception {
    int passed =
        passed(60, call -> claims().claim("client_id", call % 2 == 0 ? "web-shop" : "phone-app"));

    assertThat(passed).isEqualTo(LIMIT);
  }

  @Test
  void tokensAcquiredWithTwoSecretsBuyNothing() throws Exception {
    // What authenticated the client is in amr and auth_time at most: nothing a count may go by.
    int passed =
        passed(
            60,
            call ->
                claims()
                    .claim("amr", Set.of(call % 2 == 0 ? "pwd" : "pop").toArray())
                    .claim("auth_time", clock.instant().getEpochSecond() - call));

    assertThat(passed).isEqualTo(LIMIT);
  }

  @Test
  void tokensExchangedByACompositeServiceBuyNothing() throws Exception {
    int passed =
        passed(
            60,
            call ->
                call % 3 == 0
                    ? claims()
                    : claims()
                        .claim("client_id", "report-api-" + call % 3)
                        .claim("act", Map.of("sub", "report-api-" + call % 3)));

    assertThat(passed).isEqualTo(LIMIT);
  }

  @Test
  void anotherHolderIsNotRefusedForIt() throws Exception {
    assertThat(passed(LIMIT + 10, call -> claims())).isEqualTo(LIMIT);

    HttpResponse<byte[]> answer = call(claims().subject("bob"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("RateLimit")).hasValue("\"default\";r=19;t=3600");
  }

  @Test
  void aRefusedCallSaysWhenToTryAgain() throws Exception {
    passed(LIMIT, call -> claims());

    HttpResponse<byte[]> answer = call(claims());

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("3600");
    assertThat(answer.headers().firstValue("RateLimit-Policy")).hasValue("\"default\";q=20;w=3600");
    assertThat(new String(answer.body(), UTF_8)).isEmpty();
  }

  @Test
  void aForgedTokenUsesNothingUp() throws Exception {
    ECDSASigner own = signer;
    signer = new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate());
    for (int i = 0; i < LIMIT; i++) {
      assertThat(call(claims()).statusCode()).isEqualTo(401);
    }

    signer = own;
    assertThat(passed(LIMIT + 10, call -> claims())).isEqualTo(LIMIT);
  }
}
