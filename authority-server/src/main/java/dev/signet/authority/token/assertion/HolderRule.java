package dev.signet.authority.token.assertion;

import dev.signet.authority.directory.Consumer;
import dev.signet.authority.directory.Details;
import dev.signet.authority.directory.DirectoryException;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.ConsumerRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the claims of an assertion become the holder of a token. Immutable.
 *
 * @param subjectClaim which claim names it
 * @param prefix what is put before that name; with it, it is no name that a consumer can have, so
 *     that no issuer can speak of one of ours (RFC 9700 §4.15)
 * @param kind what the holder is
 * @param details the details of the token, and the claim that each is taken from
 */
public record HolderRule(
    String subjectClaim, String prefix, ConsumerKind kind, Map<String, String> details) {
  private static final int MAX_PREFIX_CHARS = 64;
  private static final int MAX_NAME_CHARS = 512;

  /**
   * Checks and copies the parts.
   *
   * @throws IllegalArgumentException if the prefix does not set names apart, or a detail is none
   */
  public HolderRule {
    if (!isPrefix(prefix)) {
      throw new IllegalArgumentException("prefix sets no name apart from those of consumers");
    }
    details = Map.copyOf(details);
    if (!Details.names().containsAll(details.keySet())) {
      throw new IllegalArgumentException("details has a name that is none");
    }
  }

  /** Whether names that begin so are of no consumer: 1 to 64 characters of visible ASCII. */
  public static boolean isPrefix(String text) {
    return text.length() <= MAX_PREFIX_CHARS
        && ConsumerRecord.isName(text)
        && !Consumer.isName(text + 'x');
  }

  /**
   * The holder of whom an assertion speaks; a claim that is not there says nothing.
   *
   * @throws DirectoryException if its name or a detail breaks a rule
   */
  Consumer holder(Map<String, Object> claims) {
    Object subject = claims.get(subjectClaim);
    String name = subject instanceof String text && !text.isEmpty() ? prefix + text : "";
    if (name.length() > MAX_NAME_CHARS || !ConsumerRecord.isName(name)) {
      throw new DirectoryException("the name of the holder is missing or cannot be one");
    }
    Map<String, Object> told = new LinkedHashMap<>();
    details.forEach(
        (detail, claim) -> {
          Object value = claims.get(claim);
          if (value != null) {
            told.put(detail, value);
          }
        });
    return Consumer.asserted(name, kind, told);
  }
}
