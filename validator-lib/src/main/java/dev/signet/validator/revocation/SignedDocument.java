package dev.signet.validator.revocation;

import dev.signet.validator.Reason;
import dev.signet.validator.json.MalformedJsonException;
import dev.signet.validator.json.StrictJson;
import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.rules.CompactToken;
import dev.signet.validator.rules.HeaderRules;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.supply.SignedToken;
import dev.signet.validator.sync.RejectedUpdateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A document whose signature verified: its claims, read only then, and the key. */
record SignedDocument(VerifyingKey signer, Members claims) {
  /** Room for a million tokens, base64url in base64url, and for 2 MB of rules. */
  static final int MAX_BYTES = 16 << 20;

  private static final StrictJson JSON = StrictJson.forRevocations();

  /**
   * Verifies a document as strictly as a token, and reads it.
   *
   * @throws RejectedUpdateException if it is not of the type that the rules require, not signed by
   *     a key of the issuer, not strict, or larger than 16 MiB
   * @throws IOException if there are no usable keys
   */
  static SignedDocument verify(byte[] body, HeaderRules rules, KeySupply keys) throws IOException {
    try {
      CompactToken token = split(body);
      HeaderRules.Header header = rules.judge(token);
      VerifyingKey key = keys.choose(header.keyId()).keyFor(header.algorithm());
      new SignedToken(token, key).judge();
      return new SignedDocument(key, new Members(JSON.parseObject(token.payload())));
    } catch (Refusal refusal) {
      String cause = refusal.reason().code();
      throw refusal.reason().retry() == Reason.Retry.LATER
          ? new IOException("no keys to verify revocations with: " + cause)
          : new RejectedUpdateException("revocations are refused: " + cause);
    } catch (MalformedJsonException e) {
      throw new RejectedUpdateException("revocations are not strict JSON: " + e.getMessage());
    }
  }

  static CompactToken split(byte[] body) throws Refusal {
    return CompactToken.read(new String(body, StandardCharsets.ISO_8859_1), MAX_BYTES);
  }
}
