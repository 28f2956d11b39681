package dev.signet.authority.audit;

/** What happens to revocations. */
public sealed interface RevocationEvent extends AuditEvent {
  /**
   * Tokens were taken back: {@code revocation_added}.
   *
   * @param id the number of the revocation
   * @param tokens which, in words
   * @param by who took them back: a client, or {@code command line}
   * @param reason why
   */
  record Added(long id, String tokens, String by, String reason) implements RevocationEvent {
    @Override
    public String type() {
      return "revocation_added";
    }
  }

  /**
   * A client was not let take a token back: {@code revocation_refused}.
   *
   * @param clientId who asked
   * @param reason {@code not_its_token}: it was issued to another client
   * @param requestId the request that was refused
   */
  record Refused(String clientId, String reason, String requestId) implements RevocationEvent {
    @Override
    public String type() {
      return "revocation_refused";
    }
  }

  /**
   * A revocation was reversed: {@code revocation_removed}.
   *
   * @param id the number of the revocation
   * @param tokens which are good again, in words
   * @param by who gave them back: a client, or {@code command line}
   */
  record Removed(long id, String tokens, String by) implements RevocationEvent {
    @Override
    public String type() {
      return "revocation_removed";
    }
  }

  /**
   * Changes got other numbers, as a backup was restored: {@code revocations_renumbered}.
   *
   * @param from the number of the last change before
   * @param to and after
   */
  record Renumbered(long from, long to) implements RevocationEvent {
    @Override
    public String type() {
      return "revocations_renumbered";
    }
  }

  /**
   * Revocations that can concern no living token were dropped: {@code revocations_dropped}.
   *
   * @param count how many
   */
  record Dropped(int count) implements RevocationEvent {
    @Override
    public String type() {
      return "revocations_dropped";
    }
  }
}
