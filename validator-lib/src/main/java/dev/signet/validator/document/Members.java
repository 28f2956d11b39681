package dev.signet.validator.document;

import dev.signet.validator.sync.RejectedUpdateException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object by type; one of another type makes its document invalid. Members that
 * nobody asks for are ignored.
 */
public final class Members {
  /** The last second of the year 9999: what RFC 3339 can write. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private final Map<?, ?> object;

  Members(Map<?, ?> object) {
    this.object = object;
  }

  /** Whether there is such a member, also if it is null. */
  public boolean has(String name) {
    return object.containsKey(name);
  }

  /** Whether there are no other members than these. */
  public boolean hasOnly(Set<String> names) {
    return names.containsAll(object.keySet());
  }

  /** A whole number, written as one, within these bounds. */
  public long whole(String name, long least, long most) throws RejectedUpdateException {
    return whole(name, object.get(name), least, most);
  }

  /** A moment in whole seconds since the epoch, up to the year 9999. */
  public Instant second(String name) throws RejectedUpdateException {
    return Instant.ofEpochSecond(whole(name, 0, LAST_SECOND));
  }

  /** A string, which must be there. */
  public String text(String name) throws RejectedUpdateException {
    if (object.get(name) instanceof String text) {
      return text;
    }
    throw new RejectedUpdateException(name + " is no string");
  }

  /** A string; empty if it is not there. */
  public Optional<String> textIfThere(String name) throws RejectedUpdateException {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** The member as an object; without members if it is not there. */
  public Members objectIfThere(String name) throws RejectedUpdateException {
    return has(name) ? of(name, object.get(name)) : new Members(Map.of());
  }

  /** The objects in an array; none if it is not there. */
  public List<Members> objects(String name) throws RejectedUpdateException {
    List<Members> objects = new ArrayList<>();
    for (Object element : array(name)) {
      objects.add(of(name, element));
    }
    return objects;
  }

  /** The whole numbers in an array; none if it is not there. */
  public List<Long> wholes(String name, long least, long most) throws RejectedUpdateException {
    List<Long> numbers = new ArrayList<>();
    for (Object element : array(name)) {
      numbers.add(whole(name, element, least, most));
    }
    return numbers;
  }

  private List<?> array(String name) throws RejectedUpdateException {
    if (!has(name)) {
      return List.of();
    }
    if (object.get(name) instanceof List<?> array) {
      return array;
    }
    throw new RejectedUpdateException(name + " is no array");
  }

  private static Members of(String name, @Nullable Object value) throws RejectedUpdateException {
    if (value instanceof Map<?, ?> members) {
      return new Members(members);
    }
    throw new RejectedUpdateException(name + " is no object");
  }

  private static long whole(String name, @Nullable Object value, long least, long most)
      throws RejectedUpdateException {
    if (value instanceof Long number && number >= least && number <= most) {
      return number;
    }
    throw new RejectedUpdateException(name + " is no whole number in its bounds");
  }
}
