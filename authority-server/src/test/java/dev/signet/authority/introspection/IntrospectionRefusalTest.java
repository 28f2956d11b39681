package dev.signet.authority.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.audit.AuditEvent;
import dev.signet.authority.audit.AuditEvent.AuthenticationFailed;
import dev.signet.authority.authn.AuthenticatorChain;
import dev.signet.authority.authn.BasicAuthenticator;
import dev.signet.authority.authn.ConsumerAuthentication;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.http.ErrorMapper;
import dev.signet.authority.http.HttpLimits;
import dev.signet.authority.http.RequestListener;
import dev.signet.authority.http.WebServer;
import dev.signet.authority.token.TokenClient;
import dev.signet.validator.Reason;
import dev.signet.validator.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The endpoint with a judge that cannot judge, and an audit log that is read. */
class IntrospectionRefusalTest {
  private static final Verdict NOT_NOW =
      new Verdict.Unavailable(Reason.REVOCATIONS_TOO_OLD, Duration.ofSeconds(3));

  private final RunningAuthority authority = new RunningAuthority().start();
  private final List<AuditEvent> audited = Collections.synchronizedList(new ArrayList<>());
  private final WebServer web =
      WebServer.start(
          authority.authority().config().web(),
          List.of(endpoint()),
          new ErrorMapper(),
          RequestListener.NONE);

  private IntrospectEndpoint endpoint() {
    AuthenticatorChain chain =
        new AuthenticatorChain(
            List.of(new BasicAuthenticator(authority.authority().directory(), authority.clock())),
            authority.authority().guessing().guard(),
            RunningAuthority.ISSUER);
    return new IntrospectEndpoint(
        "/introspect",
        HttpLimits.DEFAULT,
        new ConsumerAuthentication(chain, audited::add),
        new TokenJudges(audiences -> new Unable()),
        new SignedIntrospection(
            RunningAuthority.ISSUER,
            () -> {
              throw new AssertionError("an error is not signed");
            },
            authority.clock()),
        audited::add);
  }

  private static final class Unable implements TokenJudge {
    @Override
    public Verdict judge(String token) {
      return NOT_NOW;
    }

    @Override
    public void close() {}
  }

  @AfterEach
  void stop() {
    web.close();
    authority.close();
  }

  private Answer ask(String name, String secret, String accept) {
    return ContractFilter.answer(
        TokenClient.careless(authority)
            .request()
            .header("Authorization", TokenClient.basicHeader(name, secret))
            .accept(accept)
            .body("token=x")
            .post("http://127.0.0.1:" + web.port() + "/introspect"));
  }

  @Test
  void takesAnOutageForNoBadToken() {
    IntrospectionClient provider = IntrospectionClient.add(authority, "orders-api", "orders");

    for (String accept : List.of("*/*", IntrospectionClient.JWT)) {
      Answer answer = ask("orders-api", provider.secret(), accept);

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.error()).isEqualTo("temporarily_unavailable");
      assertThat(answer.header("retry-after")).isEqualTo("3");
      assertThat(answer.body()).doesNotContain("active");
    }
    assertThat(audited).isEmpty();
  }

  @Test
  void accountsForWhomItRefused() {
    String secret = authority.addApplication("billing");

    ask("billing", secret, "*/*");
    ask("billing", "wrong", IntrospectionClient.JWT);

    assertThat(audited)
        .extracting(event -> ((AuthenticationFailed) event).reason())
        .containsExactly("no_provider", "wrong_credentials");
    assertThat(audited)
        .extracting(event -> ((AuthenticationFailed) event).claimedName())
        .containsOnly("billing");
  }
}
