package dev.signet.validator;

import dev.signet.validator.json.JsonObject;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whom a token speaks of.
 *
 * <p>Immutable and thread-safe. A detail of another JSON type than its accessor expects reads as
 * absent: a role is never guessed from a string that might hold several.
 *
 * @param subject the {@code sub} claim, never empty
 * @param type whether the holder is a person or a program
 * @param details every claim that is about the holder rather than about the token; a member that is
 *     null in JSON is absent
 */
public record Holder(String subject, Type type, Map<String, Object> details) {
  /** The kind of a holder. */
  public enum Type {
    /** A person. */
    USER,
    /** A program acting for itself. */
    APPLICATION
  }

  /**
   * Makes a holder.
   *
   * @throws IllegalArgumentException if {@code subject} is empty
   */
  public Holder {
    Objects.requireNonNull(type, "type");
    if (subject.isEmpty()) {
      throw new IllegalArgumentException("subject is empty: a holder has a name");
    }
    details = JsonObject.copyOf(details);
  }

  /** The {@code name} claim: the display name. */
  public Optional<String> name() {
    return text("name");
  }

  /** The {@code email} claim; whether it was proved says {@link #emailVerified()}. */
  public Optional<String> email() {
    return text("email");
  }

  /** Whether the authority vouches for the address; false when it says nothing. */
  public boolean emailVerified() {
    return Boolean.TRUE.equals(details.get("email_verified"));
  }

  /** The {@code roles} claim in its order; empty unless it is an array of strings. */
  public Set<String> roles() {
    return texts("roles");
  }

  /** The {@code groups} claim in its order; empty unless it is an array of strings. */
  public Set<String> groups() {
    return texts("groups");
  }

  /** Names the type only: details are personal data and stay out of logs. */
  @Override
  public String toString() {
    return "Holder[type=" + type + "]";
  }

  private Optional<String> text(String detail) {
    return details.get(detail) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private Set<String> texts(String detail) {
    if (!(details.get(detail) instanceof Collection<?> values)) {
      return Set.of();
    }
    Set<String> texts = new LinkedHashSet<>();
    for (Object value : values) {
      if (!(value instanceof String text)) {
        return Set.of();
      }
      texts.add(text);
    }
    return Collections.unmodifiableSet(texts);
  }
}
