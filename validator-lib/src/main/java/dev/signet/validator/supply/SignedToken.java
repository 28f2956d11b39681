package dev.signet.validator.supply;

import dev.signet.validator.Reason;
import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.rules.CompactToken;
import dev.signet.validator.rules.Refusal;

/** A token and the key that must have signed it. */
public record SignedToken(CompactToken token, VerifyingKey key) {
  /** Refuses a signature that this key did not make over this header and payload. */
  public void judge() throws Refusal {
    if (!key.verify(token.bytes(), token.signedLength(), token.signature())) {
      throw Refusal.of(Reason.BAD_SIGNATURE);
    }
  }
}
