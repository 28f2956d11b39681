package dev.signet.authority.token.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.token.DecodedToken;
import dev.signet.authority.token.TokenClient;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A shop that shows its tokens, and those of Ada, to a composite service, which exchanges them for
 * tokens of the stock behind it.
 *
 * @param authority whose tokens
 */
public record ExchangeScene(RunningAuthority authority) {
  static final String TYPE = "urn:ietf:params:oauth:grant-type:token-exchange";
  static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
  static final String SECRET = "correct horse battery staple";

  private static final Set<String> READ_AND_COUNT =
      new LinkedHashSet<>(List.of("stock.read", "stock.count"));

  /** The configuration of the authority. */
  public static final String RULES =
      """
      profile: development
      exchange:
        acts:
          client: composite
          mode: delegation
          audiences: [stock, depot, unreachable]
          scopes: [stock.read, stock.count]
        passes-for:
          client: composite
          mode: impersonation
          audiences: [stock, composite]
          scopes: [stock.read, stock.count]
        stock-acts:
          client: stock
          mode: delegation
          audiences: [composite]
          scopes: [stock.read]
      audiences:
        guarded:
          mayAct: composite
        closed:
          mayAct: stock
      """;

  /** Adds whoever takes part. */
  public ExchangeScene addConsumers() {
    List<String> shown = List.of("composite", "guarded", "closed", "elsewhere");
    addUser("shop", List.of(), shown, Set.of("stock.read", "stock.write"), Set.of());
    addUser("ada", List.of(), shown, READ_AND_COUNT, Set.of());
    addUser("unscoped", List.of(), shown, Set.of(), Set.of());
    addUser(
        "composite",
        List.of("composite", "guarded", "closed"),
        List.of("stock", "depot", "composite", "own"),
        new LinkedHashSet<>(List.of("stock.read", "stock.count", "own.write")),
        Set.of(TYPE));
    addUser(
        "stock",
        List.of("stock"),
        List.of("composite", "stock"),
        Set.of("stock.read"),
        Set.of(TYPE));
    addUser("stranger", List.of("composite"), List.of("stock"), Set.of("stock.read"), Set.of(TYPE));
    return this;
  }

  /** All are users, whose secret a test can choose; the name in a right is all that differs. */
  private void addUser(
      String name,
      List<String> provides,
      List<String> audiences,
      Set<String> scopes,
      Set<String> moreGrants) {
    Set<String> grants = new LinkedHashSet<>(moreGrants);
    grants.add("client_credentials");
    TokenRights rights = new TokenRights(audiences, scopes, Optional.empty(), grants);
    authority
        .authority()
        .administration()
        .addUser(new NewConsumer(name, rights, provides, Map.of("name", "The " + name)), SECRET);
  }

  /** A token of a consumer's own. */
  public String acquire(String name, String audience) {
    return token(post(name, TokenClient.GRANT + "&audience=" + audience));
  }

  /** A token of the composite service itself. */
  String ownToken() {
    return acquire("composite", "stock");
  }

  /** A form of a consumer that is authenticated. */
  public Answer post(String name, String form) {
    return TokenClient.careless(authority).basic(name, SECRET, form);
  }

  /** The composite service exchanges a token and passes for its holder. */
  public Answer impersonate(String subject, String more) {
    return post("composite", form(subject) + more);
  }

  /** The composite service exchanges a token and acts for its holder. */
  public Answer delegate(String subject, String more) {
    return delegate("composite", subject, ownToken(), more);
  }

  /** A client exchanges a token and acts for its holder. */
  public Answer delegate(String client, String subject, String actor, String more) {
    return post(client, form(subject) + actor(actor) + more);
  }

  static String form(String subject) {
    return "grant_type="
        + TYPE
        + "&subject_token="
        + subject
        + "&subject_token_type="
        + ACCESS_TOKEN;
  }

  static String actor(String token) {
    return "&actor_token=" + token + "&actor_token_type=" + ACCESS_TOKEN;
  }

  /** A client takes back a token that was issued to it. */
  public void revoke(String name, String token) {
    Answer answer =
        ContractFilter.answer(
            TokenClient.of(authority)
                .request()
                .header("Authorization", TokenClient.basicHeader(name, SECRET))
                .body("token=" + token)
                .post(authority.url("/revoke")));
    assertThat(answer.status()).isEqualTo(200);
  }

  /** The token of an answer. */
  public static String token(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().required("access_token").asText();
  }

  static DecodedToken decoded(Answer answer) {
    return DecodedToken.of(token(answer));
  }

  static void assertRefused(Answer answer, String error) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo(error);
    assertThat(answer.json().has("access_token")).isFalse();
  }
}
