package dev.signet.validator.revocation;

import dev.signet.validator.Reason;
import dev.signet.validator.Token;
import dev.signet.validator.document.Selector;
import dev.signet.validator.rules.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a list can name of one token, hashed once for the token's life and not before a list is
 * there; it remembers the entries that did not name it, which need not be searched again.
 * Thread-safe.
 */
public final class Revocable {
  private final Token token;
  private final String keyId;
  private volatile long @Nullable [] names;

  /** A mark of those entries, not they: a token that is not checked again must not keep them. */
  private volatile @Nullable Object clearedBy;

  /**
   * Takes a token that was judged in all else.
   *
   * @param keyId the {@code kid} of its header
   */
  public Revocable(Token token, String keyId) {
    this.token = token;
    this.keyId = keyId;
  }

  /** Whether its {@code ancestors}, if there are any, are an array of strings. */
  boolean canBeLookedUp() {
    return token.claims().getOrDefault("ancestors", List.of()) instanceof List<?> ids
        && ids.stream().allMatch(String.class::isInstance);
  }

  /** Why it is refused where a list does not let it pass. */
  Refusal refusal() {
    return canBeLookedUp()
        ? Refusal.of(Reason.REVOKED)
        : Refusal.ofClaim(Reason.MALFORMED, "ancestors");
  }

  /** The names of the token and of those it was exchanged from; nobody changes them. */
  long[] names() {
    long[] known = names;
    if (known == null) {
      List<?> ancestors = token.claims().get("ancestors") instanceof List<?> ids ? ids : List.of();
      known =
          Stream.concat(Stream.of(token.id()), ancestors.stream())
              .mapToLong(id -> TokenNames.of((String) id))
              .toArray();
      names = known;
    }
    return known;
  }

  /** When it was issued; a fraction of a second is left out, as rules have none. */
  Instant issuedAt() {
    return token.claims().get("iat") instanceof BigDecimal iat
        // Token rounds it up; a rule that compares with whole seconds must not.
        ? Instant.ofEpochSecond(iat.setScale(0, RoundingMode.FLOOR).longValueExact())
        : token.issuedAt();
  }

  /** What rules of these kinds can select it by: one selection for each of its audiences. */
  List<Selection> selections(byte[] salt, int kinds) {
    Selection common =
        new Selection(
            (kinds & Selection.SUBJECT) == 0
                ? null
                : Selector.of(salt, "sub", token.holder().subject()),
            (kinds & Selection.CLIENT_ID) == 0
                ? null
                : Selector.of(salt, "client_id", token.clientId()),
            (kinds & Selection.KEY_ID) == 0 ? null : Selector.of(salt, "kid", keyId),
            null);
    return (kinds & Selection.AUDIENCE) == 0
        ? List.of(common)
        : token.audience().stream()
            .map(name -> common.withAudience(Selector.of(salt, "aud", name)))
            .toList();
  }

  boolean isClearedBy(Object mark) {
    return clearedBy == mark;
  }

  void clearBy(Object mark) {
    clearedBy = mark;
  }
}
