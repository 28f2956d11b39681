package dev.signet.authority.storage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Which tokens a revocation concerns; immutable. */
public sealed interface RevocationTarget {

  /**
   * One token, and those that were exchanged from it.
   *
   * @param jti its identifier
   */
  record OneToken(String jti) implements RevocationTarget {
    /** Checks the part. */
    public OneToken {
      Rules.word(jti, "jti");
    }
  }

  /**
   * All tokens that were issued before a time and match every selector that is given; without any,
   * every token.
   *
   * @param subject of this holder
   * @param clientId issued to this consumer
   * @param keyId signed with this key
   * @param audience meant for this provider, among others or alone
   * @param issuedBefore whose {@code iat} is less; cut to whole seconds
   */
  record TokensIssuedBefore(
      Optional<String> subject,
      Optional<String> clientId,
      Optional<String> keyId,
      Optional<String> audience,
      Instant issuedBefore)
      implements RevocationTarget {
    /** Checks the parts. */
    public TokensIssuedBefore {
      subject.ifPresent(value -> Rules.text(value, "subject"));
      clientId.ifPresent(value -> Rules.text(value, "clientId"));
      keyId.ifPresent(value -> Rules.word(value, "keyId"));
      audience.ifPresent(value -> Rules.word(value, "audience"));
      issuedBefore = requireNonNull(issuedBefore, "issuedBefore").truncatedTo(ChronoUnit.SECONDS);
    }
  }
}
