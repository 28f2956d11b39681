package dev.signet.authority.token.assertion;

import dev.signet.authority.authn.AuthenticatedConsumer;
import dev.signet.authority.directory.Consumer;
import dev.signet.authority.directory.DirectoryException;
import dev.signet.authority.http.FormParameters;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.storage.assertion.AssertionLog;
import dev.signet.authority.storage.assertion.AssertionUse;
import dev.signet.authority.token.Authorization;
import dev.signet.authority.token.Grant;
import dev.signet.authority.token.GrantRefusal;
import dev.signet.authority.token.Redemption;
import dev.signet.authority.token.assertion.TrustedIssuers.Trusted;
import dev.signet.validator.assertion.Assertion;
import dev.signet.validator.assertion.AssertionVerdict;
import dev.signet.validator.assertion.ClaimedAssertion;
import java.time.Clock;

/**
 * {@code jwt-bearer} (RFC 7523 §2.1): the token speaks of whom a trusted issuer's assertion speaks.
 * Thread-safe.
 *
 * @param issuers who is trusted
 * @param uses remembers which assertions were used
 * @param clock the time
 */
public record JwtBearerGrant(TrustedIssuers issuers, AssertionLog uses, Clock clock)
    implements Grant {
  private static final int MAX_CHARS = 8_192;

  @Override
  public String type() {
    return "urn:ietf:params:oauth:grant-type:jwt-bearer";
  }

  @Override
  public Authorization authorize(FormParameters form, AuthenticatedConsumer client) {
    // 1 an issuer that is trusted, and for this client
    ClaimedAssertion claimed = ClaimedAssertion.read(form.get("assertion"), MAX_CHARS);
    Trusted trusted =
        issuers
            .find(claimed.issuer(), client.consumer().name())
            .orElseThrow(() -> refusal("untrusted_issuer"));
    // 2 the assertion itself
    Assertion assertion = judge(claimed, trusted);
    // 3 of whom it speaks
    Consumer holder = holder(assertion, trusted);
    // 4 what it is good for, and its one use
    return new Authorization(
        client,
        holder,
        trusted.issuer().limits().narrow(client.consumer().rights()),
        trusted.issuer().evidence().once() ? () -> redeem(assertion) : Redemption.NONE);
  }

  private Assertion judge(ClaimedAssertion claimed, Trusted trusted) {
    AssertionVerdict verdict =
        claimed.judge(trusted.issuer().evidence().rules(), trusted.keys(), clock.instant());
    if (verdict instanceof AssertionVerdict.Unavailable unavailable) {
      throw OAuthException.unavailable(
          "The keys of the assertion's issuer cannot be fetched now", unavailable.retryAfter());
    }
    if (verdict instanceof AssertionVerdict.Refused refused) {
      throw refusal(refused.code());
    }
    return ((AssertionVerdict.Accepted) verdict).assertion();
  }

  private static Consumer holder(Assertion assertion, Trusted trusted) {
    try {
      return trusted.issuer().holder().holder(assertion.claims());
    } catch (DirectoryException e) {
      throw refusal("holder_refused");
    }
  }

  private void redeem(Assertion assertion) {
    AssertionUse use =
        AssertionUse.of(assertion.issuer(), assertion.id().orElseThrow(), assertion.usableUntil());
    if (!uses.isFirst(use)) {
      throw refusal("replayed");
    }
  }

  /** RFC 7523 §3.1: one error for every defect. */
  private static GrantRefusal refusal(String reason) {
    return new GrantRefusal("invalid_grant", reason, "The assertion is not accepted");
  }
}
