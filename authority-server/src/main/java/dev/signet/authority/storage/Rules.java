package dev.signet.authority.storage;

import static java.lang.Character.SURROGATE;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules that the records of this package share: each takes a value and gives a sound copy. */
final class Rules {
  private static final int MAX_TEXT_CHARS = 1024;

  private Rules() {}

  static String text(String value, String field) {
    requireNonNull(value, field);
    if (value.isBlank() || value.length() > MAX_TEXT_CHARS) {
      throw new IllegalArgumentException(
          field + " must have 1 to " + MAX_TEXT_CHARS + " characters and not be blank");
    }
    return keepable(value, field);
  }

  /** PostgreSQL takes no NUL, and half of a surrogate pair has no UTF-8 form. */
  private static String keepable(String value, String field) {
    if (value.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == SURROGATE)) {
      throw new IllegalArgumentException(field + " must not have a NUL or half a surrogate pair");
    }
    return value;
  }

  /** A word stands in a space-separated list, so it has no space: U+0021 to U+007E. */
  static String word(String value, String field) {
    text(value, field);
    if (!isWord(value)) {
      throw new IllegalArgumentException(field + " must be visible ASCII without spaces");
    }
    return value;
  }

  static boolean isWord(String value) {
    return !value.isEmpty()
        && value.length() <= MAX_TEXT_CHARS
        && value.chars().allMatch(c -> c > ' ' && c <= '~');
  }

  static List<String> words(Collection<String> values, String field) {
    List<String> copy = List.copyOf(values);
    copy.forEach(value -> word(value, field));
    if (Set.copyOf(copy).size() < copy.size()) {
      throw new IllegalArgumentException(field + " must not name the same value twice");
    }
    return copy;
  }

  /** RFC 6749 §3.3: a scope-token is visible ASCII without the quote and the backslash. */
  static Set<String> scopes(Collection<String> values) {
    List<String> copy = words(values, "scopes");
    if (copy.stream().anyMatch(scope -> scope.indexOf('"') >= 0 || scope.indexOf('\\') >= 0)) {
      throw new IllegalArgumentException("scopes must not contain a quote or a backslash");
    }
    return Collections.unmodifiableSet(new LinkedHashSet<>(copy));
  }

  static Map<String, Object> details(Map<String, Object> values) {
    Map<String, Object> copy = new LinkedHashMap<>();
    values.forEach((name, value) -> copy.put(text(name, "details"), detail(name, value)));
    return Collections.unmodifiableMap(copy);
  }

  private static Object detail(String name, Object value) {
    if (value instanceof Boolean) {
      return value;
    }
    if (value instanceof String text) {
      return keepable(text, "details." + name);
    }
    if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      list.forEach(each -> keepable((String) each, "details." + name));
      return Collections.unmodifiableList(new ArrayList<>(list));
    }
    throw new IllegalArgumentException(
        "details." + name + " must be a string, a boolean or a list of strings");
  }
}
