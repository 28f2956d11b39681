package dev.signet.authority.authn.assertion;

import dev.signet.validator.Reason;
import dev.signet.validator.assertion.AssertionKeys;
import dev.signet.validator.assertion.AssertionRules;
import dev.signet.validator.assertion.AssertionVerdict;
import dev.signet.validator.assertion.ClaimedAssertion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Judges an assertion by keys that nobody has: what fails for another reason than the key could not
 * be good by any. So a stranger can have no keys fetched, and an assertion for an unknown client
 * costs what one for a client does. Thread-safe.
 */
final class BeforeKeys {
  /** The public key of RFC 7515 Appendix A.3; its private half is published, and counts nothing. */
  private static final String ES256 =
      """
      "kty":"EC","crv":"P-256","alg":"ES256",
      "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
      "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
      """;

  /** That of Appendix A.2. */
  private static final String RS256 =
      """
      "kty":"RSA","alg":"RS256","e":"AQAB",
      "n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1\
      Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpa\
      SHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4\
      LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"
      """;

  /** That of RFC 8037 Appendix A.2. */
  private static final String ED25519 =
      """
      "kty":"OKP","crv":"Ed25519","alg":"Ed25519",
      "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
      """;

  private static final Set<Reason> OF_THE_KEY = Set.of(Reason.UNKNOWN_KEY, Reason.BAD_SIGNATURE);

  /** Two of a kind: without a name neither is the only one, so no signature is verified. */
  private final AssertionKeys unnamed = keys(List.of(ES256, ES256));

  private final AssertionKeys nobodys = keys(List.of(ES256, RS256, ED25519));

  /** Under names that no client's key has by chance or on purpose. */
  private static AssertionKeys keys(List<String> keys) {
    String set =
        keys.stream()
            .map(key -> "{\"kid\":\"" + UUID.randomUUID() + "\"," + key + '}')
            .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    return AssertionKeys.shared(set, Set.copyOf(PrivateKeyJwtAuthenticator.ALGORITHMS));
  }

  /** Why it can be good by no key; empty if it may be by the right one. */
  Optional<String> fault(AssertionRules rules, ClaimedAssertion assertion, Instant now) {
    AssertionVerdict verdict = assertion.judge(rules, unnamed, now);
    return verdict instanceof AssertionVerdict.Refused refused
            && !OF_THE_KEY.contains(refused.reason())
        ? Optional.of(refused.code())
        : Optional.empty();
  }

  /**
   * Does the work of a client's own key, which has one verify a signature if the assertion names no
   * key: the time must not tell whether there is such a client, or of which kind its key is.
   *
   * @return what is good for nothing else
   */
  AssertionVerdict judgeInVain(AssertionRules rules, ClaimedAssertion assertion, Instant now) {
    return assertion.judge(rules, nobodys, now);
  }
}
