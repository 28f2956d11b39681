package dev.signet.authority.audit;

/** Takes down what happened. Implementations are thread-safe. */
@FunctionalInterface
public interface AuditLog {

  /** Takes down one event. Never throws: an event that cannot be kept must not undo the deed. */
  void record(AuditEvent event);
}
