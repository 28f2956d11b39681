package dev.signet.authority.storage.sql;

import java.util.Collection;
import java.util.List;

/** Lists of words, kept as one text with spaces between, as OAuth writes its scopes. */
final class Words {
  private Words() {}

  static String join(Collection<String> words) {
    return String.join(" ", words);
  }

  static List<String> split(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }
}
