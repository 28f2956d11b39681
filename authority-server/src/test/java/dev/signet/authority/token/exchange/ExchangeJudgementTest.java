package dev.signet.authority.token.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.audit.AuditEvent;
import dev.signet.authority.audit.AuditEvent.TokenIssued;
import dev.signet.authority.audit.GrantEvent.Refused;
import dev.signet.authority.authn.AuthenticatorChain;
import dev.signet.authority.authn.BasicAuthenticator;
import dev.signet.authority.authn.ConsumerAuthentication;
import dev.signet.authority.authn.mtls.MtlsSettings;
import dev.signet.authority.authn.mtls.PresentedCertificate;
import dev.signet.authority.binding.Binder;
import dev.signet.authority.binding.BindingRules;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.http.ErrorMapper;
import dev.signet.authority.http.HttpLimits;
import dev.signet.authority.http.RequestListener;
import dev.signet.authority.http.WebServer;
import dev.signet.authority.introspection.TokenJudge;
import dev.signet.authority.introspection.TokenJudges;
import dev.signet.authority.token.Grants;
import dev.signet.authority.token.IssueObserver;
import dev.signet.authority.token.TokenClient;
import dev.signet.authority.token.TokenEndpoint;
import dev.signet.authority.token.TokenPipeline;
import dev.signet.validator.Holder;
import dev.signet.validator.Reason;
import dev.signet.validator.Token;
import dev.signet.validator.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of an exchange by what a judge says, and when; and who hears of it. */
class ExchangeJudgementTest {
  private static final Verdict NOT_NOW =
      new Verdict.Unavailable(Reason.REVOCATIONS_TOO_OLD, Duration.ofSeconds(3));
  private static final Verdict REVOKED =
      new Verdict.Refused(Reason.REVOKED, Optional.empty(), Optional.of("Bearer realm=\"x\""));
  private static final Verdict GOOD =
      new Verdict.Accepted(
          new Token(
              RunningAuthority.ISSUER,
              Set.of("composite"),
              "shop",
              "j1",
              RunningAuthority.START,
              RunningAuthority.START.plusSeconds(900),
              Set.of("stock.read"),
              new Holder("grace", Holder.Type.USER, Map.of()),
              Map.of()),
          Optional.empty(),
          "Bearer realm=\"x\"");

  private final RunningAuthority authority =
      new RunningAuthority().configured(ExchangeScene.RULES).start();
  private final List<AuditEvent> audited = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Verdict> verdicts = new ArrayDeque<>();
  private final WebServer web =
      WebServer.start(
          authority.authority().config().web(),
          List.of(new TokenEndpoint("/token", HttpLimits.DEFAULT, pipeline(), audited::add)),
          new ErrorMapper(),
          RequestListener.NONE);

  /** Says what it was told to, one after the other. */
  private final class Scripted implements TokenJudge {
    @Override
    public Verdict judge(String token) {
      return verdicts.remove();
    }

    @Override
    public void close() {}
  }

  private TokenPipeline pipeline() {
    new ExchangeScene(authority).addConsumers();
    AuthenticatorChain chain =
        new AuthenticatorChain(
            List.of(new BasicAuthenticator(authority.authority().directory(), authority.clock())),
            authority.authority().guessing().guard(),
            RunningAuthority.ISSUER);
    TokenExchangeGrant grant =
        new TokenExchangeGrant(
            authority.authority().config().exchange(),
            new TokenJudges(audiences -> new Scripted()),
            authority.authority().directory());
    return new TokenPipeline(
        new ConsumerAuthentication(chain, audited::add),
        new Grants(List.of(grant)),
        authority.authority().policy(),
        new Binder(
            new BindingRules(Map.of()),
            new PresentedCertificate(new MtlsSettings(false, null, List.of(), null)),
            null,
            audited::add),
        authority.limiter(),
        authority
            .authority()
            .issuer(authority.authority().openKeys(), () -> Instant.EPOCH, IssueObserver.NONE));
  }

  private Answer exchange(Verdict... script) {
    verdicts.addAll(List.of(script));
    return ContractFilter.answer(
        TokenClient.of(authority)
            .request()
            .header("Authorization", TokenClient.basicHeader("composite", ExchangeScene.SECRET))
            .body(ExchangeScene.form("x"))
            .post("http://127.0.0.1:" + web.port() + "/token"));
  }

  @AfterEach
  void stop() {
    web.close();
    authority.close();
  }

  @Test
  void namesWhatATokenWasExchangedFrom() {
    assertThat(exchange(GOOD, GOOD).status()).isEqualTo(200);

    assertThat(audited)
        .singleElement()
        .isInstanceOfSatisfying(
            TokenIssued.class,
            issued -> {
              assertThat(issued.sub()).isEqualTo("grace");
              assertThat(issued.clientId()).isEqualTo("composite");
              assertThat(issued.ancestors()).containsExactly("j1");
              assertThat(issued.actors()).isEmpty();
            });
  }

  @Test
  void takesAnOutageForNoBadToken() {
    Answer answer = exchange(NOT_NOW);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.error()).isEqualTo("temporarily_unavailable");
    assertThat(answer.header("retry-after")).isEqualTo("3");
    assertThat(audited).isEmpty();
  }

  @Test
  void handsNothingOutThatWasTakenBackWhileItWasIssued() {
    Answer answer = exchange(GOOD, REVOKED);

    ExchangeScene.assertRefused(answer, "invalid_request");
    assertThat(refusals()).containsExactly("subject_revoked");
  }

  @Test
  void handsNothingOutThatCannotBeJudgedAgain() {
    assertThat(exchange(GOOD, NOT_NOW).status()).isEqualTo(503);
  }

  @Test
  void accountsForEachTokenItRefused() {
    ExchangeScene.assertRefused(exchange(REVOKED), "invalid_request");

    assertThat(audited)
        .singleElement()
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.clientId()).isEqualTo("composite");
              assertThat(refused.grantType()).isEqualTo(ExchangeScene.TYPE);
              assertThat(refused.reason()).isEqualTo("subject_revoked");
              assertThat(refused.requestId()).isNotEmpty();
            });
  }

  private List<String> refusals() {
    return audited.stream().map(event -> ((Refused) event).reason()).toList();
  }
}
