package dev.signet.validator.json;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object in the order of their text; unmodifiable, and known to be, so that
 * handing it on needs no copy. Thread-safe.
 */
public final class JsonObject extends AbstractMap<String, @Nullable Object> {
  private final Map<String, @Nullable Object> members;

  /** Takes a map that nobody else holds. */
  JsonObject(Map<String, @Nullable Object> members) {
    this.members = members;
  }

  /** The map itself if it cannot change, else a copy. */
  public static Map<String, Object> copyOf(Map<String, Object> map) {
    return map instanceof JsonObject ? map : new JsonObject(new LinkedHashMap<>(map));
  }

  /** The members without those of these names. */
  public static Map<String, Object> without(Set<String> names, Map<String, Object> map) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>();
    // The entries of an unmodifiable map are made anew for whoever looks at them.
    Map<String, ? extends @Nullable Object> all =
        map instanceof JsonObject object ? object.members : map;
    for (Map.Entry<String, ? extends @Nullable Object> member : all.entrySet()) {
      if (!names.contains(member.getKey())) {
        rest.put(member.getKey(), member.getValue());
      }
    }
    return new JsonObject(rest);
  }

  @Override
  public @Nullable Object get(Object name) {
    return members.get(name);
  }

  @Override
  public boolean containsKey(Object name) {
    return members.containsKey(name);
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super @Nullable Object> action) {
    members.forEach(action);
  }

  /** The values themselves: those of {@link AbstractMap} make an entry for each. */
  @Override
  public Collection<@Nullable Object> values() {
    return Collections.unmodifiableCollection(members.values());
  }

  @Override
  public Set<Map.Entry<String, @Nullable Object>> entrySet() {
    return Collections.unmodifiableMap(members).entrySet();
  }
}
