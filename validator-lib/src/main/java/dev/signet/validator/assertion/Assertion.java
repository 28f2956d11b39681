package dev.signet.validator.assertion;

import dev.signet.validator.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What an issuer asserts, believed. Immutable; {@link #toString} leaves out the claims.
 *
 * @param issuer who says it
 * @param subject of whom
 * @param id the {@code jti}, if it has one
 * @param usableUntil the first moment at which it is expired, the allowance for clocks included
 * @param claims all that it says; none is null
 */
public record Assertion(
    String issuer,
    String subject,
    Optional<String> id,
    Instant usableUntil,
    Map<String, Object> claims) {
  /** Copies the claims, unless they cannot change. */
  public Assertion {
    claims = JsonObject.copyOf(claims);
  }

  @Override
  public String toString() {
    return "Assertion[" + issuer + "]";
  }
}
