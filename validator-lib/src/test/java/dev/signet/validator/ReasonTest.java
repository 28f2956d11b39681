package dev.signet.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReasonTest {
  @Test
  void wireNamesAreFrozen() {
    assertThat(Arrays.stream(Reason.values()).map(Reason::code))
        .containsExactly(
            "missing",
            "malformed_request",
            "too_large",
            "malformed",
            "unsupported_format",
            "alg_not_allowed",
            "header_not_allowed",
            "crit_unsupported",
            "wrong_type",
            "unknown_key",
            "key_revoked",
            "bad_signature",
            "wrong_issuer",
            "wrong_audience",
            "expired",
            "not_yet_valid",
            "issued_in_future",
            "lifetime_too_long",
            "claim_missing",
            "revoked",
            "binding_required",
            "binding_mismatch",
            "not_bound",
            "invalid_proof",
            "proof_replayed",
            "nonce_required",
            "insufficient_scope",
            "no_keys_yet",
            "keys_too_old",
            "revocations_too_old",
            "internal");
  }
}
