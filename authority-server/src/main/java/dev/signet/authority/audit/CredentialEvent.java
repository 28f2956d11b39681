package dev.signet.authority.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens to the credentials of clients. */
public sealed interface CredentialEvent extends AuditEvent {
  /**
   * A client was given a credential: {@code credential_added}.
   *
   * @param name the client's name
   * @param id which of its credentials
   * @param kind how it proves who it is, such as {@code secret} or {@code jwks}
   * @param expiresAt when it expires; null if never
   */
  record Added(String name, String id, String kind, @Nullable Instant expiresAt)
      implements CredentialEvent {
    @Override
    public String type() {
      return "credential_added";
    }
  }

  /**
   * A credential was told when to expire: {@code credential_expired}.
   *
   * @param name the client's name
   * @param id which of its credentials
   * @param expiresAt when; it may be at once
   */
  record Expired(String name, String id, Instant expiresAt) implements CredentialEvent {
    @Override
    public String type() {
      return "credential_expired";
    }
  }
}
