package dev.signet.validator.sender;

import dev.signet.validator.Reason;
import dev.signet.validator.ResourceRequest;
import dev.signet.validator.Token;
import dev.signet.validator.Token.Confirmation;
import dev.signet.validator.rules.Confirmations;
import dev.signet.validator.rules.Credentials;
import dev.signet.validator.rules.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * What a request must come with for which token. Immutable.
 *
 * @param boundOnly whether a token that is bound to nothing is refused
 * @param ignoresIdleProofs whether a proof that comes with such a token, under {@code Bearer}, is
 *     no matter
 */
public record SenderRules(boolean boundOnly, boolean ignoresIdleProofs) {
  /** Refuses a token that the request does not come with what it needs for; no proof is read. */
  void judge(ResourceRequest request, Credentials credentials, Token token) throws Refusal {
    Optional<Confirmation> bound = Confirmations.read(token);
    Optional<String> key = bound.flatMap(Confirmation::keyThumbprint);
    boolean hasProof = !request.proofs().isEmpty();
    if (key.isPresent() && !(credentials.proven() && hasProof)) {
      // RFC 9449 §7.2: no silent way back to Bearer.
      throw Refusal.of(Reason.BINDING_REQUIRED);
    }
    if (bound.isEmpty() && boundOnly) {
      throw Refusal.of(Reason.NOT_BOUND);
    }
    boolean idleProof = hasProof && !ignoresIdleProofs;
    if (key.isEmpty() && (credentials.proven() || idleProof)) {
      // Whoever proves a key takes the token for bound to it: better told than left to believe it.
      throw Refusal.of(Reason.NOT_BOUND);
    }
    Optional<String> certificate = bound.flatMap(Confirmation::certificateThumbprint);
    if (certificate.isPresent()) {
      judgeCertificate(certificate.get(), request.certificateThumbprint());
    }
  }

  /** RFC 8705 §3. */
  private static void judgeCertificate(String bound, Optional<String> presented) throws Refusal {
    if (presented.isEmpty()) {
      throw Refusal.of(Reason.BINDING_REQUIRED);
    }
    if (!MessageDigest.isEqual(ascii(bound), ascii(presented.get()))) {
      throw Refusal.of(Reason.BINDING_MISMATCH);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
