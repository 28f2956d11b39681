package dev.signet.authority;

import dev.signet.authority.authn.assertion.AssertionPurge;
import dev.signet.authority.authn.assertion.PrivateKeyJwtAuthenticator;
import dev.signet.authority.storage.assertion.AssertionLog;
import dev.signet.authority.token.assertion.JwtBearerGrant;
import dev.signet.authority.token.assertion.TrustedIssuers;
import java.time.Clock;
import java.util.Optional;

/**
 * What is told by those who sign it: who clients are, and of whom trusted issuers speak.
 * Thread-safe.
 *
 * @param authenticator clients that sign who they are
 * @param issuers whose assertions are taken for tokens
 * @param uses which assertions were used
 * @param clock the time
 */
record AssertionSide(
    PrivateKeyJwtAuthenticator authenticator,
    TrustedIssuers issuers,
    AssertionLog uses,
    Clock clock)
    implements AutoCloseable {
  static AssertionSide of(Authority authority) {
    Clock clock = authority.clock();
    AssertionLog uses = authority.storage().usedAssertions();
    return new AssertionSide(
        new PrivateKeyJwtAuthenticator(
            authority.config().issuer(),
            authority.directory(),
            authority.clientCredentials(),
            uses,
            clock),
        new TrustedIssuers(authority.config().assertions(), clock),
        uses,
        clock);
  }

  /** The grant by which assertions are taken; empty where nobody is trusted. */
  Optional<JwtBearerGrant> grant() {
    return issuers.isEmpty()
        ? Optional.empty()
        : Optional.of(new JwtBearerGrant(issuers, uses, clock));
  }

  /** Forgets those that nobody takes any more. */
  Runnable purge() {
    return new AssertionPurge(uses, clock);
  }

  @Override
  public void close() {
    authenticator.close();
    issuers.close();
  }
}
