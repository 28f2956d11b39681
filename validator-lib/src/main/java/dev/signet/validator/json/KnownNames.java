package dev.signet.validator.json;

import org.jspecify.annotations.Nullable;

/**
 * Texts that nearly every token holds, so that they need not be made again for each.
 *
 * <p>The table is fixed: strangers cannot fill it.
 */
final class KnownNames {
  private static final int SLOTS = 128;
  private static final @Nullable String[] TABLE = table();

  private KnownNames() {}

  /** The known text that these bytes spell, or null. */
  static @Nullable String find(byte[] ascii, int from, int to) {
    int length = to - from;
    if (length < 2) {
      return null;
    }
    String known = TABLE[slot(length, ascii[from], ascii[from + 1], ascii[to - 1])];
    if (known == null || known.length() != length) {
      return null;
    }
    for (int i = 0; i < length; i++) {
      if (known.charAt(i) != ascii[from + i]) {
        return null;
      }
    }
    return known;
  }

  private static int slot(int length, int first, int second, int last) {
    return (length * 31 + first * 7 + second * 13 + last) & (SLOTS - 1);
  }

  private static @Nullable String[] table() {
    @Nullable String[] table = new String[SLOTS];
    String names =
        "iss sub aud exp nbf iat jti client_id scope cnf act ancestors holder_type auth_time"
            + " acr amr quota status name given_name family_name email email_verified roles groups"
            + " typ alg kid at+jwt user application tenant locale azp sid nonce";
    for (String name : names.split(" ", -1)) {
      int last = name.length() - 1;
      int slot = slot(name.length(), name.charAt(0), name.charAt(1), name.charAt(last));
      // Two of one slot: the second stays unknown, which costs a few bytes and no more.
      table[slot] = table[slot] == null ? name : table[slot];
    }
    return table;
  }
}
