package dev.signet.authority.audit;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Something worth accounting for: a closed list.
 *
 * <p>The names of the events and, in snake case, of their components are stable: they are the
 * fields of the audit log. No event holds a secret or a token.
 */
public sealed interface AuditEvent
    permits AuditEvent.TokenIssued,
        AuditEvent.AuthenticationFailed,
        AuditEvent.KeyCreated,
        AuditEvent.KeyLoaded,
        AuditEvent.KeyImported,
        AuditEvent.KeyAnnounced,
        AuditEvent.KeyActivated,
        AuditEvent.KeyRetired,
        AuditEvent.KeyDropped,
        AuditEvent.KeyRevoked,
        AuditEvent.BadSignatureWithheld,
        AuditEvent.ServerStarted,
        AuditEvent.ServerStopped,
        AuditEvent.TokensPurged,
        BindingEvent,
        ConsumerEvent,
        CredentialEvent,
        GrantEvent,
        GuessingEvent,
        QuotaEvent,
        RevocationEvent,
        SessionEvent {

  /** The stable name of this kind of event, in snake case. */
  String type();

  /**
   * A token was issued: {@code token_issued}.
   *
   * @param jti the token's identifier
   * @param sub whom it speaks of
   * @param clientId the consumer that asked for it
   * @param aud whom it is meant for
   * @param scope its scope-tokens
   * @param kid the key that signed it
   * @param expiresAt its expiry
   * @param ancestors the tokens it was exchanged from, newest first
   * @param actors who acts for the holder, the latest first
   * @param boundBy the members of its {@code cnf}, such as {@code jkt}; none if whoever has it may
   *     use it
   * @param method how the consumer was authenticated, such as {@code private_key_jwt}
   * @param requestId the request that asked for it
   */
  record TokenIssued(
      String jti,
      String sub,
      String clientId,
      List<String> aud,
      Set<String> scope,
      String kid,
      Instant expiresAt,
      List<String> ancestors,
      List<String> actors,
      Set<String> boundBy,
      String method,
      String requestId)
      implements AuditEvent {

    @Override
    public String type() {
      return "token_issued";
    }
  }

  /**
   * A consumer could not be authenticated: {@code authentication_failed}.
   *
   * @param claimedName what it called itself; cut to 64 characters, others than visible ASCII shown
   *     as question marks, and withheld when it looks like a secret or a token
   * @param reason a stable code, such as {@code invalid_credentials}
   * @param address the peer's network address
   * @param requestId the request that failed
   */
  record AuthenticationFailed(String claimedName, String reason, String address, String requestId)
      implements AuditEvent {

    /** Sanitises the claimed name: it is the one part that a stranger chooses. */
    public AuthenticationFailed {
      claimedName = ClaimedName.sanitize(claimedName);
    }

    @Override
    public String type() {
      return "authentication_failed";
    }
  }

  /**
   * A signing key was made: {@code key_created}.
   *
   * @param kid the key's identifier
   * @param algorithm what it signs with
   */
  record KeyCreated(String kid, String algorithm) implements AuditEvent {
    @Override
    public String type() {
      return "key_created";
    }
  }

  /**
   * A process found this signing key active when it started: {@code key_loaded}.
   *
   * @param kid the key's identifier
   * @param algorithm what it signs with
   */
  record KeyLoaded(String kid, String algorithm) implements AuditEvent {
    @Override
    public String type() {
      return "key_loaded";
    }
  }

  /**
   * A signing key that was made elsewhere was taken in: {@code key_imported}.
   *
   * @param kid the key's identifier
   * @param algorithm what it signs with
   */
  record KeyImported(String kid, String algorithm) implements AuditEvent {
    @Override
    public String type() {
      return "key_imported";
    }
  }

  /**
   * A signing key was published before it signs: {@code key_announced}.
   *
   * @param kid the key's identifier
   * @param algorithm what it signs with
   */
  record KeyAnnounced(String kid, String algorithm) implements AuditEvent {
    @Override
    public String type() {
      return "key_announced";
    }
  }

  /**
   * A signing key began to sign: {@code key_activated}.
   *
   * @param kid the key's identifier
   * @param algorithm what it signs with
   */
  record KeyActivated(String kid, String algorithm) implements AuditEvent {
    @Override
    public String type() {
      return "key_activated";
    }
  }

  /**
   * A signing key ceased to sign and is still published: {@code key_retired}.
   *
   * @param kid the key's identifier
   * @param algorithm what it signs with
   */
  record KeyRetired(String kid, String algorithm) implements AuditEvent {
    @Override
    public String type() {
      return "key_retired";
    }
  }

  /**
   * A signing key left the set at the end of its life: {@code key_dropped}.
   *
   * @param kid the key's identifier
   * @param algorithm what it signs with
   */
  record KeyDropped(String kid, String algorithm) implements AuditEvent {
    @Override
    public String type() {
      return "key_dropped";
    }
  }

  /**
   * A signing key was taken from the set before its time: {@code key_revoked}.
   *
   * @param kid the key's identifier
   * @param algorithm what it signs with
   */
  record KeyRevoked(String kid, String algorithm) implements AuditEvent {
    @Override
    public String type() {
      return "key_revoked";
    }
  }

  /**
   * A signature was made, was not good, and was handed to nobody: {@code bad_signature_withheld}.
   *
   * @param kid the key's identifier
   * @param algorithm what it signs with
   */
  record BadSignatureWithheld(String kid, String algorithm) implements AuditEvent {
    @Override
    public String type() {
      return "bad_signature_withheld";
    }
  }

  /**
   * The authority began to answer: {@code server_started}.
   *
   * @param issuer the issuer it speaks for
   * @param version the program's version
   */
  record ServerStarted(String issuer, String version) implements AuditEvent {
    @Override
    public String type() {
      return "server_started";
    }
  }

  /**
   * The authority stopped in good order: {@code server_stopped}.
   *
   * @param issuer the issuer it spoke for
   */
  record ServerStopped(String issuer) implements AuditEvent {
    @Override
    public String type() {
      return "server_stopped";
    }
  }

  /**
   * Records of expired tokens were deleted: {@code tokens_purged}.
   *
   * @param count how many
   * @param before the expiry before which they were
   */
  record TokensPurged(int count, Instant before) implements AuditEvent {
    @Override
    public String type() {
      return "tokens_purged";
    }
  }
}
