package dev.signet.authority.token.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.storage.quota.AllowanceRecord;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.storage.quota.Rate;
import dev.signet.authority.token.TokenClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An assertion that may be used once is used up by a token, not by a refusal. */
class RedemptionTest {
  private static final TrustedPartner PARTNER = new TrustedPartner();

  private final RunningAuthority authority =
      new RunningAuthority()
          .with("SIGNET_QUOTAS_ISSUING_APPLICATION", "1/365d")
          .configured("profile: development\n" + PARTNER.section())
          .start();

  private final String secret = authority.addApplication(TrustedPartner.client());

  @AfterEach
  void stop() {
    authority.close();
  }

  private Answer ask(String form) {
    return TokenClient.of(authority).basic("billing", secret, form);
  }

  @Test
  void isNotUsedUpWhereItsScopeIsRefused() {
    String form = PARTNER.form(authority);

    assertThat(ask(form + "&scope=erase").error()).isEqualTo("invalid_scope");
    assertThat(ask(form).status()).isEqualTo(200);
  }

  @Test
  void isNotUsedUpWhereTheAllowanceIs() {
    assertThat(ask(PARTNER.form(authority)).status()).isEqualTo(200);
    String form = PARTNER.form(authority);

    assertThat(ask(form).status()).isEqualTo(429);
    give(2);
    assertThat(ask(form).status()).isEqualTo(200);
    assertThat(ask(form).error()).isEqualTo("invalid_grant");
    assertThat(ask(PARTNER.form(authority)).status())
        .as("whoever sends an assertion again is charged for it")
        .isEqualTo(429);
  }

  private void give(long tokens) {
    Rate rate = Rate.parse(tokens + "/365d");
    authority
        .authority()
        .storage()
        .allowances()
        .put(
            new AllowanceRecord(
                "billing", rate, null, Counted.SUB, false, authority.clock().instant()));
  }
}
