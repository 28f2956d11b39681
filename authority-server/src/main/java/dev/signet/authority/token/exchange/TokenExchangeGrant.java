package dev.signet.authority.token.exchange;

import dev.signet.authority.authn.AuthenticatedConsumer;
import dev.signet.authority.binding.Confirmation;
import dev.signet.authority.binding.Inherited;
import dev.signet.authority.directory.Consumer;
import dev.signet.authority.directory.ConsumerDirectory;
import dev.signet.authority.http.FormParameters;
import dev.signet.authority.introspection.TokenJudges;
import dev.signet.authority.quota.CallAllowance;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.token.Authorization;
import dev.signet.authority.token.Grant;
import dev.signet.authority.token.GrantRefusal;
import dev.signet.authority.token.Redemption;
import dev.signet.authority.token.claims.Lineage;
import dev.signet.validator.Token;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Token exchange (<a href="https://www.rfc-editor.org/rfc/rfc8693">RFC 8693</a>): for a token that
 * a client was shown, or was issued itself, it gets one of the same holder for another provider;
 * never one that may more or lives longer. Thread-safe.
 */
public final class TokenExchangeGrant implements Grant {
  private static final String TYPE = "urn:ietf:params:oauth:grant-type:token-exchange";

  /** RFC 9068 §2.2.1: they tell of the one authentication, whatever became of the token. */
  private static final List<String> AUTHENTICATION = List.of("auth_time", "acr", "amr");

  private final ExchangeRules rules;
  private final PresentedTokens tokens;
  private final Holders holders;

  /**
   * Makes the grant.
   *
   * @param rules who may exchange what
   * @param judges judge the tokens that are presented
   * @param directory tells of holders that it knows
   */
  public TokenExchangeGrant(ExchangeRules rules, TokenJudges judges, ConsumerDirectory directory) {
    this.rules = rules;
    this.tokens = new PresentedTokens(judges);
    this.holders = new Holders(directory);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Optional<String> issuedTokenType() {
    return Optional.of(ExchangeRequest.ACCESS_TOKEN);
  }

  @Override
  public Authorization authorize(FormParameters form, AuthenticatedConsumer client) {
    // 1 what is asked
    Consumer asking = client.consumer();
    ExchangeRequest request = ExchangeRequest.from(form);
    // 2 a rule must allow it
    ExchangeRule rule = rule(asking.name(), request.mode());
    // 3 judge both tokens
    Token subject = tokens.subject(request.subjectToken(), asking);
    Optional<Token> actor = request.actorToken().map(token -> tokens.actor(token, asking));
    // 4 who acts for whom
    ActorChain.requireMayAct(subject, asking.name());
    List<String> actors =
        actor.isPresent() ? ActorChain.with(subject, asking.name()) : ActorChain.of(subject);
    List<String> ancestors = ActorChain.ancestors(subject);
    Consumer holder = holders.get(subject);
    // 5 never widen
    TokenRights rights = rule.narrow(asking.rights(), subject.scopes());
    Instant notAfter =
        actor
            .map(Token::expiresAt)
            .filter(subject.expiresAt()::isAfter)
            .orElse(subject.expiresAt());
    return new Authorization(
        client,
        holder,
        rights,
        new Lineage(
            ancestors,
            actors,
            authentication(subject),
            notAfter,
            quota(subject, asking.name()).orElse(null)),
        new Inherited(confirmation(subject), rule.rebind()),
        Redemption.NONE);
  }

  /**
   * A rule that took back the subject token while the new one was being issued may not reach the
   * new one, which has another client and another audience; so it is not handed out.
   */
  @Override
  public void confirm(FormParameters form, AuthenticatedConsumer client) {
    ExchangeRequest request = ExchangeRequest.from(form);
    tokens.subject(request.subjectToken(), client.consumer());
    request.actorToken().ifPresent(token -> tokens.actor(token, client.consumer()));
  }

  private ExchangeRule rule(String client, ExchangeMode mode) {
    return rules
        .find(client, mode)
        .orElseThrow(
            () ->
                new GrantRefusal(
                    "unauthorized_client",
                    mode == ExchangeMode.DELEGATION ? "no_delegation" : "no_impersonation",
                    mode == ExchangeMode.DELEGATION
                        ? "No rule lets this client act for others"
                        : "No rule lets this client exchange without an actor_token"));
  }

  private static Confirmation confirmation(Token subject) {
    try {
      return Confirmation.from(subject.claims());
    } catch (IllegalArgumentException e) {
      throw new GrantRefusal(
          "invalid_request",
          "subject_bound",
          "The subject_token is bound to what nobody can prove");
    }
  }

  /** An allowance of the client that has the subject token is not that of another. */
  private static Optional<CallAllowance> quota(Token subject, String client) {
    return Optional.ofNullable(subject.claims().get(CallAllowance.CLAIM))
        .map(
            claim ->
                CallAllowance.fromClaim(claim)
                    .orElseThrow(
                        () ->
                            new GrantRefusal(
                                "invalid_request",
                                "subject_malformed_quota",
                                "The quota of the subject_token is malformed")))
        .filter(allowed -> allowed.counted() == Counted.SUB || subject.clientId().equals(client));
  }

  private static Map<String, Object> authentication(Token subject) {
    Map<String, Object> kept = new LinkedHashMap<>(subject.claims());
    kept.keySet().retainAll(AUTHENTICATION);
    return kept;
  }
}
