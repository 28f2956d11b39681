package dev.signet.authority.audit;

/** What happened to a consumer: the part of {@link AuditEvent} that administrators bring about. */
public sealed interface ConsumerEvent extends AuditEvent {
  /**
   * A consumer was added: {@code consumer_added}.
   *
   * @param name its name
   * @param kind {@code application} or {@code user}
   */
  record Added(String name, String kind) implements ConsumerEvent {
    @Override
    public String type() {
      return "consumer_added";
    }
  }

  /**
   * A consumer may no longer authenticate: {@code consumer_disabled}.
   *
   * @param name its name
   */
  record Disabled(String name) implements ConsumerEvent {
    @Override
    public String type() {
      return "consumer_disabled";
    }
  }

  /**
   * A consumer may authenticate again: {@code consumer_enabled}.
   *
   * @param name its name
   */
  record Enabled(String name) implements ConsumerEvent {
    @Override
    public String type() {
      return "consumer_enabled";
    }
  }

  /**
   * A user's password was replaced: {@code password_changed}.
   *
   * @param name the user's name
   */
  record PasswordChanged(String name) implements ConsumerEvent {
    @Override
    public String type() {
      return "password_changed";
    }
  }
}
