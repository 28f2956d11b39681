package dev.signet.authority.directory;

import static java.util.Objects.requireNonNull;

import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.ConsumerRecord;
import dev.signet.authority.storage.TokenRights;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A consumer as the rest of the authority sees it: without its credential.
 *
 * <p>Immutable. {@link #toString} leaves out the details.
 *
 * @param name its name, one name space for applications and users
 * @param kind application or user
 * @param rights what it may ask for
 * @param provides the audiences that it serves as a provider; empty if it is none
 * @param details what tokens say of it, by claim name; each value is a string, a boolean or a list
 *     of strings
 */
public record Consumer(
    String name,
    ConsumerKind kind,
    TokenRights rights,
    List<String> provides,
    Map<String, Object> details) {

  /** Takes the parts as they are; the directory has checked them. */
  public Consumer {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    requireNonNull(rights, "rights");
    provides = List.copyOf(provides);
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  static Consumer from(ConsumerRecord kept) {
    return new Consumer(kept.name(), kept.kind(), kept.rights(), kept.provides(), kept.details());
  }

  /**
   * A holder of whom somebody else speaks, and whom the directory does not know: without any right.
   *
   * @param details what is said of it, by claim name; one text may stand for a list of one
   * @throws DirectoryException when a detail breaks its rule
   */
  public static Consumer asserted(String name, ConsumerKind kind, Map<String, Object> details) {
    Map<String, Object> told = new LinkedHashMap<>(details);
    told.replaceAll(
        (claim, value) ->
            Details.isList(claim) && value instanceof String one ? List.of(one) : value);
    return new Consumer(name, kind, TokenRights.none(), List.of(), Details.check(told));
  }

  /** Whether a consumer of the directory can have this name. */
  public static boolean isName(String text) {
    return ConsumerName.isValid(text);
  }

  @Override
  public String toString() {
    return "Consumer[name=" + name + ", kind=" + kind + "]";
  }
}
