package dev.signet.authority.authn.assertion;

import dev.signet.validator.Reason;
import dev.signet.validator.assertion.AssertionKeys;
import dev.signet.validator.assertion.AssertionRules;
import dev.signet.validator.assertion.AssertionVerdict;
import dev.signet.validator.assertion.ClaimedAssertion;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Judges an assertion by a key that nobody has: what fails for another reason than the key could
 * not be good by any. So a stranger can have no keys fetched, and an assertion for an unknown
 * client costs what one for a client does, up to its key. Thread-safe.
 */
final class BeforeKeys {
  /** The public key of RFC 7515 Appendix A.3; its private half is published, and counts nothing. */
  private static final String KEY =
      """
      {"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","kid":"%s",
        "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}
      """;

  private static final Set<Reason> OF_THE_KEY = Set.of(Reason.UNKNOWN_KEY, Reason.BAD_SIGNATURE);

  /** Under a name that no client's key has by chance or on purpose. */
  private final AssertionKeys nobodys =
      AssertionKeys.shared(KEY.replace("%s", UUID.randomUUID().toString()), Set.of("ES256"));

  /** Why it can be good by no key; empty if it may be by the right one. */
  Optional<String> fault(AssertionRules rules, ClaimedAssertion assertion, Instant now) {
    AssertionVerdict verdict = assertion.judge(rules, nobodys, now);
    return verdict instanceof AssertionVerdict.Refused refused
            && !OF_THE_KEY.contains(refused.reason())
        ? Optional.of(refused.code())
        : Optional.empty();
  }
}
