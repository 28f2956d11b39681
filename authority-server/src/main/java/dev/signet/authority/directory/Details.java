package dev.signet.authority.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules for what a token may say of its holder: a closed list of standard claims (OpenID
 * Connect Core §5.1, RFC 9068 §2.2.3.1), and a bound.
 *
 * <p>The bound keeps a token under 4 KiB: a signature of RSA 2048 and the header take 456 of the
 * 4096 characters, which leaves 2730 bytes of claims; 1536 of them are for the details.
 */
public final class Details {
  static final int MAX_JSON_BYTES = 1536;

  private static final Set<String> STRINGS =
      Set.of(
          "name", "given_name", "family_name", "preferred_username", "email", "locale", "zoneinfo");
  private static final Set<String> BOOLEANS = Set.of("email_verified");
  private static final Set<String> LISTS = Set.of("roles", "groups");
  private static final JsonMapper JSON = new JsonMapper();

  private Details() {}

  /** The names of the claims that can be said of a holder. */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>(STRINGS);
    names.addAll(BOOLEANS);
    names.addAll(LISTS);
    return names;
  }

  /** Of some claims those that are details of a holder, in their order. */
  public static Map<String, Object> among(Map<String, Object> claims) {
    Map<String, Object> details = new LinkedHashMap<>(claims);
    details.keySet().retainAll(names());
    return Collections.unmodifiableMap(details);
  }

  /** Whether a token may say all of this of its holder. */
  public static boolean areAllowed(Map<String, Object> details) {
    try {
      check(details);
      return true;
    } catch (DirectoryException e) {
      return false;
    }
  }

  /** Whether a claim is a list of texts. */
  static boolean isList(String name) {
    return LISTS.contains(name);
  }

  static Map<String, Object> check(Map<String, Object> details) {
    Map<String, Object> checked = new LinkedHashMap<>();
    details.forEach((name, value) -> checked.put(name, checkOne(name, value)));
    if (jsonBytes(checked) > MAX_JSON_BYTES) {
      throw new DirectoryException(
          "details: use at most " + MAX_JSON_BYTES + " bytes as JSON; shorten roles or groups");
    }
    return Collections.unmodifiableMap(checked);
  }

  private static Object checkOne(String name, @Nullable Object value) {
    if (STRINGS.contains(name)) {
      return checkText(name, value);
    }
    if (BOOLEANS.contains(name)) {
      return checkBoolean(name, value);
    }
    if (LISTS.contains(name)) {
      return checkList(name, value);
    }
    throw new DirectoryException(
        "details: unknown claim; use one of name, given_name, family_name, preferred_username,"
            + " email, email_verified, locale, zoneinfo, roles, groups");
  }

  private static Object checkBoolean(String name, @Nullable Object value) {
    if (value instanceof Boolean) {
      return value;
    }
    throw new DirectoryException("details." + name + ": use true or false");
  }

  private static String checkText(String name, @Nullable Object value) {
    if (value instanceof String text && !text.isBlank() && Text.isPlain(text)) {
      return text;
    }
    throw new DirectoryException("details." + name + ": use text without control characters");
  }

  private static List<String> checkList(String name, @Nullable Object value) {
    if (!(value instanceof List<?> list)) {
      throw new DirectoryException("details." + name + ": use a list of strings");
    }
    List<String> checked = new ArrayList<>();
    list.forEach(element -> checked.add(checkText(name, element)));
    return Collections.unmodifiableList(checked);
  }

  private static int jsonBytes(Map<String, Object> details) {
    try {
      return JSON.writeValueAsBytes(details).length;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings, booleans and lists can always be written", e);
    }
  }
}
