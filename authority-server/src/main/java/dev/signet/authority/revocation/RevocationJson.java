package dev.signet.authority.revocation;

import dev.signet.authority.http.Json;
import dev.signet.authority.storage.RevocationRecord;
import dev.signet.authority.storage.RevocationTarget.OneToken;
import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import java.util.Map;

/** A revocation as operators see it, on the command line and over HTTP. */
public final class RevocationJson {
  private RevocationJson() {}

  /** The members, to which more may be added; {@code tokens} says in words what the others say. */
  public static Map<String, Object> of(RevocationRecord record) {
    Map<String, Object> members =
        Json.object("id", record.id(), "tokens", Revocations.describe(record.target()));
    if (record.target() instanceof OneToken token) {
      members.put("jti", token.jti());
    } else if (record.target() instanceof TokensIssuedBefore rule) {
      rule.subject().ifPresent(value -> members.put("sub", value));
      rule.clientId().ifPresent(value -> members.put("client_id", value));
      rule.keyId().ifPresent(value -> members.put("kid", value));
      rule.audience().ifPresent(value -> members.put("aud", value));
      members.put("issued_before", rule.issuedBefore().toString());
    }
    members.put("reason", record.reason());
    members.put("created_at", record.createdAt().toString());
    members.put("dropped_after", record.expiresAt().toString());
    return members;
  }
}
