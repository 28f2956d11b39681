package dev.signet.authority.token.assertion;

/**
 * An issuer whose assertions are taken for tokens. Immutable.
 *
 * @param name what the operator calls it
 * @param evidence what its assertions must prove
 * @param holder how their claims become a holder
 * @param limits what they are good for
 */
public record TrustedIssuer(
    String name, IssuerEvidence evidence, HolderRule holder, AssertionLimits limits) {
  /** Its {@code iss}. */
  public String issuer() {
    return evidence.rules().issuer();
  }
}
