package dev.signet.benchmarks.acquiring;

import com.nimbusds.jose.jwk.JWKSet;
import dev.signet.benchmarks.serving.AuthorityUnderTest;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A client that can prove itself in every way, one whose tokens it exchanges, and a user.
 *
 * @param authority where they ask
 * @param secret of the client
 * @param mint has its key
 * @param certificate its certificate, as a proxy names it (RFC 9440)
 * @param callerSecret of the other client
 */
record Scene(
    AuthorityUnderTest authority,
    String secret,
    TokenMint mint,
    String certificate,
    String callerSecret) {
  private static final String GATEWAY = "gateway";
  private static final String CALLER = "shop";
  private static final String NOBODY = "nobody";
  private static final String USER = "ada";
  private static final String PASSWORD = "correct horse battery";
  private static final String GRANT = "client_credentials";
  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final int ASSERTION_SECONDS = 240;

  private static final String SETTINGS =
      """
      profile: development
      tokens:
        lifetime: 1h
      proxies:
        trusted: [127.0.0.1]
        certificateHeader: Client-Cert
      exchange:
        acts:
          client: gateway
          mode: delegation
          audiences: [stock]
          scopes: [stock.read]
        stands-in:
          client: gateway
          mode: impersonation
          audiences: [stock]
          scopes: [stock.read]
      """;

  /** Writes the settings, and adds the consumers by the command line. */
  static Scene prepare(AuthorityUnderTest plain, Path folder)
      throws IOException, InterruptedException {
    Path settings = Files.writeString(folder.resolve("signet.yaml"), SETTINGS);
    AuthorityUnderTest authority = plain.with(Map.of("SIGNET_CONFIG", settings.toString()));
    String secret = addClient(authority, GATEWAY, "stock", "--grant-type", EXCHANGE);
    String callerSecret = addClient(authority, CALLER, GATEWAY);
    TokenMint mint = new TokenMint(TokenAlgorithm.ES256, "ES256", Instant.now(Clock.systemUTC()));
    Path keys = folder.resolve("jwks.json");
    Files.writeString(keys, new JWKSet(mint.publicJwk()).toString());
    authority.operate("", "clients", "keys", "add", GATEWAY, "--jwks", keys.toString());
    Certificate certificate = Certificate.make(authority.java(), folder, GATEWAY);
    String pem = certificate.pem().toString();
    authority.operate("", "clients", "certificates", "add", GATEWAY, "--certificate", pem);
    authority.operate(
        PASSWORD + "\n", "users", "add", USER, "--audience", "stock", "--password-stdin");
    return new Scene(authority, secret, mint, certificate.asField(), callerSecret);
  }

  private static String addClient(
      AuthorityUnderTest authority, String name, String audience, String... more) {
    List<String> verb =
        Stream.concat(
                Stream.of("clients", "add", name, "--audience", audience, "--json"),
                Stream.concat(
                    Stream.of("--scope", "stock.read", "--provides", name, "--grant-type", GRANT),
                    Stream.of(more)))
            .toList();
    return AuthorityUnderTest.text(
        authority.operate("", verb.toArray(String[]::new)), "client_secret");
  }

  FormRequest bySecret() {
    return FormRequest.ofGrant(GRANT).by(GATEWAY, secret);
  }

  FormRequest byPassword() {
    return FormRequest.ofGrant(GRANT).by(USER, PASSWORD);
  }

  FormRequest byWrongSecret() {
    return FormRequest.ofGrant(GRANT).by(GATEWAY, "sgs_" + "A".repeat(43));
  }

  /** Of a client that there is not. */
  FormRequest byUnknownClient() {
    return FormRequest.ofGrant(GRANT).by(NOBODY, "sgs_" + "A".repeat(43));
  }

  FormRequest byWrongPassword() {
    return FormRequest.ofGrant(GRANT).by(USER, PASSWORD + " once more");
  }

  /** Right in all but its signature, which is by a key of the same name. */
  FormRequest byWrongKey() {
    Instant now = Instant.now(Clock.systemUTC());
    return byAssertion(assertion(new TokenMint(TokenAlgorithm.ES256, "ES256", now), now));
  }

  FormRequest byCertificate() {
    return FormRequest.ofGrant(GRANT)
        .with("client_id", GATEWAY)
        .withHeader("Client-Cert", certificate);
  }

  /** With an assertion for each; made in parallel, and good for four minutes. */
  List<byte[]> byKey(int number) {
    Instant now = Instant.now(Clock.systemUTC());
    return Stream.generate(() -> assertion(mint, now))
        .limit(number)
        .parallel()
        .map(assertion -> byAssertion(assertion).bytes())
        .toList();
  }

  private static FormRequest byAssertion(String assertion) {
    return FormRequest.ofGrant(GRANT)
        .with("client_id", GATEWAY)
        .with("client_assertion_type", ASSERTION_TYPE)
        .with("client_assertion", assertion);
  }

  private String assertion(TokenMint signer, Instant now) {
    Map<String, Object> claims =
        Map.of(
            "iss",
            GATEWAY,
            "sub",
            GATEWAY,
            "aud",
            authority.issuer(),
            "jti",
            UUID.randomUUID().toString(),
            "iat",
            now.getEpochSecond(),
            "exp",
            now.getEpochSecond() + ASSERTION_SECONDS);
    return signer.sign("client-authentication+jwt", claims).text();
  }

  FormRequest impersonation() throws IOException, InterruptedException {
    FormRequest shown = FormRequest.ofGrant(GRANT).by(CALLER, callerSecret);
    return FormRequest.ofGrant(EXCHANGE)
        .by(GATEWAY, secret)
        .with("subject_token", token(shown))
        .with("subject_token_type", ACCESS_TOKEN)
        .with("audience", "stock");
  }

  FormRequest delegation() throws IOException, InterruptedException {
    return impersonation()
        .with("actor_token", token(bySecret()))
        .with("actor_token_type", ACCESS_TOKEN);
  }

  private String token(FormRequest asked) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(authority.issuer() + "/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(String.join("&", asked.form())));
    for (String field : asked.headers()) {
      String[] parts = field.split(": ", 2);
      request.header(parts[0], parts[1]);
    }
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    return AuthorityUnderTest.text(answer.body(), "access_token");
  }
}
