package dev.signet.authority;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.keys.signing.FlakyProvider;
import dev.signet.authority.keys.signing.FlakyProvider.Mood;
import dev.signet.authority.token.TokenClient;
import io.restassured.RestAssured;
import java.security.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What the authority does when the machine that signs goes bad while it runs. */
class SigningFaultTest {
  private final FlakyProvider machine = new FlakyProvider();
  private final ListAppender<ILoggingEvent> audit = new ListAppender<>();
  private final RunningAuthority authority =
      new RunningAuthority()
          .with("SIGNET_KEYS_ALGORITHM", "Ed25519")
          .with("SIGNET_KEYS_SIGNING_PROVIDER", "jdk");
  private String secret = "";

  @BeforeEach
  void startOnThisMachine() {
    Security.insertProviderAt(machine, 1);
    audit.start();
    auditLogger().addAppender(audit);
    authority.start();
    secret = authority.addApplication("billing");
  }

  @AfterEach
  void stop() {
    authority.close();
    auditLogger().detachAppender(audit);
    Security.removeProvider(FlakyProvider.NAME);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mood.class,
      names = {"FLIPS", "THROWS"})
  void answers503AndIsNotReadyUntilItSignsAgain(Mood mood) {
    assertThat(ask().status()).isEqualTo(200);

    machine.become(mood);

    Answer refused = ask();
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.error()).isEqualTo("temporarily_unavailable");
    assertThat(refused.header("retry-after")).isEqualTo("1");
    assertThat(refused.body()).doesNotContain("access_token", "device");
    Answer ready = ready();
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.json().path("checks").path("signing").asText()).isEqualTo("down");

    machine.become(Mood.GOOD);

    assertThat(ask().status()).isEqualTo(200);
    assertThat(ready().status()).isEqualTo(200);
  }

  @Test
  void accountsForTheSignatureItWithheld() {
    machine.become(Mood.FLIPS);

    assertThat(ask().status()).isEqualTo(503);

    assertThat(audit.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .filteredOn(line -> line.contains("bad_signature_withheld"))
        .as("one for the request, and one whenever the key is proved")
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains("\"algorithm\":\"Ed25519\""));
    assertThat(authority.authority().storage().tokenReader().count()).isZero();
  }

  private Answer ask() {
    return TokenClient.of(authority).basic("billing", secret, TokenClient.GRANT);
  }

  private Answer ready() {
    return ContractFilter.answer(
        RestAssured.given().filter(ContractFilter.both()).get(authority.url("/health/ready")));
  }

  private static ch.qos.logback.classic.Logger auditLogger() {
    return (ch.qos.logback.classic.Logger) LoggerFactory.getLogger("audit");
  }
}
