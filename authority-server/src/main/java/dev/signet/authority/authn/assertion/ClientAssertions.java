package dev.signet.authority.authn.assertion;

import dev.signet.authority.authn.Proof;
import dev.signet.authority.directory.ClientCredentials;
import dev.signet.authority.directory.Consumer;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.storage.assertion.AssertionLog;
import dev.signet.authority.storage.assertion.AssertionUse;
import dev.signet.authority.storage.credential.CredentialKind;
import dev.signet.authority.storage.credential.CredentialRecord;
import dev.signet.validator.Reason;
import dev.signet.validator.assertion.Assertion;
import dev.signet.validator.assertion.AssertionRules;
import dev.signet.validator.assertion.AssertionVerdict;
import dev.signet.validator.assertion.AudienceRule;
import dev.signet.validator.assertion.ClaimedAssertion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the assertions by which clients authenticate. Thread-safe.
 *
 * @param issuer for whom they must be meant
 * @param registered knows which keys count now
 * @param beforeKeys refuses what no key can make good
 * @param keySets reads the keys
 * @param uses remembers which were used
 * @param clock the time
 */
record ClientAssertions(
    String issuer,
    ClientCredentials registered,
    BeforeKeys beforeKeys,
    KeySets keySets,
    AssertionLog uses,
    Clock clock)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClientAssertions.class);

  private static final Set<CredentialKind> KEYS =
      Set.of(CredentialKind.JWKS, CredentialKind.JWKS_URI);

  private static final Set<String> ALGORITHMS = Set.copyOf(PrivateKeyJwtAuthenticator.ALGORITHMS);

  /** A client signs one for each request: what lives longer can be stolen for longer. */
  private static final Duration LONGEST_LIFETIME = Duration.ofMinutes(5);

  /** rfc7523bis: clients should say that it is no other kind of JWT; {@code JWT} says less. */
  private static final Set<String> TYPES = Set.of("JWT", "client-authentication+jwt");

  /**
   * Judges by each set of keys until one has the key.
   *
   * @throws OAuthException 503 if a key set that could decide is not to be had now
   */
  Proof judge(Consumer client, ClaimedAssertion assertion) {
    Instant now = clock.instant();
    AssertionRules rules = rules(client.name());
    List<CredentialRecord> sets = registered.find(client.name(), KEYS);
    Optional<String> fault = beforeKeys.fault(rules, assertion, now);
    if (fault.isPresent() && !sets.isEmpty()) {
      return new Proof.Failed(fault.get());
    }
    Proof failed = new Proof.Failed("no_registered_keys");
    boolean undecided = false;
    boolean verified = false;
    for (CredentialRecord set : sets) {
      AssertionVerdict verdict = judge(rules, set, assertion, now);
      if (verdict instanceof AssertionVerdict.Accepted accepted) {
        return accept(client, set, accepted.assertion());
      } else if (verdict instanceof AssertionVerdict.Refused refused) {
        failed = new Proof.Failed(refused.code());
        verified |= refused.reason() == Reason.BAD_SIGNATURE;
      } else {
        undecided = true;
      }
    }
    if (undecided) {
      throw OAuthException.unavailable(
          "The keys of this client cannot be fetched now", Duration.ofSeconds(1));
    }
    if (!verified) {
      AssertionVerdict unused = beforeKeys.judgeInVain(rules, assertion, now);
    }
    return failed;
  }

  /** Refuses one for a client that there is not, after the work that one for a client takes. */
  Proof judgeUnknown(String name, ClaimedAssertion assertion) {
    Instant now = clock.instant();
    List<CredentialRecord> unused = registered.find(name, KEYS);
    Optional<String> unusedFault = beforeKeys.fault(rules(name), assertion, now);
    AssertionVerdict unusedVerdict = beforeKeys.judgeInVain(rules(name), assertion, now);
    return new Proof.Failed("unknown_client");
  }

  private AssertionRules rules(String name) {
    // RFC 7523 §3, items 1 and 3; rfc7523bis: the issuer identifier, and nobody beside it.
    return new AssertionRules(
        name, AudienceRule.only(issuer), ALGORITHMS, TYPES, LONGEST_LIFETIME, true);
  }

  private AssertionVerdict judge(
      AssertionRules rules, CredentialRecord set, ClaimedAssertion assertion, Instant now) {
    try {
      return assertion.judge(rules, keySets.get(set), now);
    } catch (IllegalArgumentException e) {
      LOG.warn("the registered keys of {} cannot be used: {}", set.consumer(), e.getMessage());
      return new AssertionVerdict.Refused(Reason.UNKNOWN_KEY, "");
    }
  }

  private Proof accept(Consumer client, CredentialRecord set, Assertion assertion) {
    // RFC 7523 §3, item 2.B: of a client that speaks for itself, both are its name.
    if (!assertion.subject().equals(client.name())) {
      return new Proof.Failed("wrong_subject");
    }
    AssertionUse use =
        AssertionUse.of(client.name(), assertion.id().orElseThrow(), assertion.usableUntil());
    if (!uses.isFirst(use)) {
      return new Proof.Failed("replayed");
    }
    registered.used(set);
    return new Proof.Given(client, clock.instant());
  }

  @Override
  public void close() {
    keySets.close();
  }
}
