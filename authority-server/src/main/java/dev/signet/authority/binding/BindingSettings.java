package dev.signet.authority.binding;

import dev.signet.authority.http.Json;
import dev.signet.authority.storage.TokenRights.Bound;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How tokens are bound.
 *
 * @param dpop whether proofs of a key are taken
 * @param proofAge how old a proof may be; exactly as old is taken
 * @param rules what tokens must be bound to
 */
public record BindingSettings(Dpop dpop, Duration proofAge, BindingRules rules) {
  /** Whether proofs of a key are taken (RFC 9449). */
  public enum Dpop {
    /** No: a request with one is refused. */
    OFF,
    /** Yes. */
    ON,
    /** Yes, if they have a nonce of this authority (RFC 9449 §8). */
    NONCE
  }

  /** What may sign a proof: asymmetric algorithms that every Java verifies. */
  static final List<String> ALGORITHMS = List.of("ES256", "Ed25519", "RS256");

  /**
   * What the metadata says of it: nothing of what is not on.
   *
   * @param certificates whether a client can show a certificate
   */
  public Map<String, Object> metadata(boolean certificates) {
    Map<String, Object> members = Json.object();
    if (takesProofs()) {
      // RFC 9449 §5.1.
      members.put("dpop_signing_alg_values_supported", ALGORITHMS);
    }
    if (certificates) {
      // RFC 8705 §3.3.
      members.put("tls_client_certificate_bound_access_tokens", true);
    }
    return members;
  }

  /**
   * Whether a token can be bound so at all.
   *
   * @param certificates whether a client can show a certificate
   */
  public boolean canBind(Bound bound, boolean certificates) {
    return switch (bound) {
      case NONE -> true;
      case DPOP -> takesProofs();
      case CERTIFICATE -> certificates;
      case EITHER -> takesProofs() || certificates;
    };
  }

  private boolean takesProofs() {
    return dpop != Dpop.OFF;
  }
}
