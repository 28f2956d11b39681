package dev.signet.validator.assertion;

import dev.signet.validator.Reason;
import dev.signet.validator.rules.Claims;
import dev.signet.validator.rules.Refusal;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * For whom an assertion must be meant (RFC 7523 §3, item 3). Immutable.
 *
 * @param names those who may take it; compared character by character
 * @param alone whether it may be for nobody else
 */
public record AudienceRule(Set<String> names, boolean alone) {
  /** Copies the names. */
  public AudienceRule {
    names = Set.copyOf(names);
  }

  /** For this one and nobody else, as a string or an array of one string. */
  public static AudienceRule only(String name) {
    return new AudienceRule(Set.of(name), true);
  }

  /** For any of these, and perhaps others. */
  public static AudienceRule anyOf(Set<String> names) {
    return new AudienceRule(names, false);
  }

  void judge(Claims claims) throws Refusal {
    Set<String> audience = claims.texts("aud");
    // Of the array as it is written: the same name twice is two.
    boolean several = claims.get("aud") instanceof List<?> list && list.size() > 1;
    if (Collections.disjoint(names, audience) || (alone && several)) {
      throw Refusal.ofClaim(Reason.WRONG_AUDIENCE, "aud");
    }
  }
}
