package dev.signet.authority.token.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.token.TokenClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An assertion that may be used once is used up by a token, not by a refusal. */
class RedemptionTest {
  private static final TrustedPartner PARTNER = new TrustedPartner();

  private final RunningAuthority authority =
      new RunningAuthority()
          .with("SIGNET_QUOTAS_ISSUING_APPLICATION", "2/365d")
          .configured("profile: development\n" + PARTNER.section())
          .start();

  private final String secret = authority.addApplication(TrustedPartner.client("billing"));
  private final String other = authority.addApplication(TrustedPartner.client("shipping"));

  @AfterEach
  void stop() {
    authority.close();
  }

  private Answer ask(String form) {
    return TokenClient.of(authority).basic("billing", secret, form);
  }

  private Answer askForAnother(String form) {
    return TokenClient.of(authority).basic("shipping", other, form);
  }

  @Test
  void isNotUsedUpWhereItsScopeIsRefused() {
    String form = PARTNER.form(authority);

    assertThat(ask(form + "&scope=erase").error()).isEqualTo("invalid_scope");
    assertThat(ask(form).status()).isEqualTo(200);
  }

  @Test
  void isNotUsedUpWhereAnAllowanceIs() {
    assertThat(ask(PARTNER.form(authority)).status()).isEqualTo(200);
    assertThat(ask(PARTNER.form(authority)).status()).isEqualTo(200);
    String form = PARTNER.form(authority);

    assertThat(ask(form).status()).isEqualTo(429);
    assertThat(askForAnother(form).status()).isEqualTo(200);
  }

  @Test
  void costsWhoeverSendsItAgain() {
    String form = PARTNER.form(authority);

    assertThat(ask(form).status()).isEqualTo(200);
    assertThat(askForAnother(form).error()).isEqualTo("invalid_grant");
    assertThat(askForAnother(PARTNER.form(authority)).status()).isEqualTo(200);
    assertThat(askForAnother(PARTNER.form(authority)).status()).isEqualTo(429);
    assertThat(ask(PARTNER.form(authority)).status()).isEqualTo(200);
  }
}
