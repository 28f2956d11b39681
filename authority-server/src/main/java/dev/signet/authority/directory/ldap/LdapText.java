package dev.signet.authority.directory.ldap;

import com.unboundid.ldap.sdk.DN;
import java.util.regex.Pattern;

/** The forms of what an operator writes about a directory. */
public final class LdapText {
  // RFC 4512 §1.4 and §2.5: a name or a numeric OID; options such as ";lang-de" are not offered.
  private static final Pattern ATTRIBUTE =
      Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,127}|[0-9]+(\\.[0-9]+)+");

  private LdapText() {}

  /**
   * The text, if it is a distinguished name (RFC 4514) that is not empty.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static String dn(String text) {
    if (text.isBlank() || !DN.isValidDN(text)) {
      throw new IllegalArgumentException(
          "is not a distinguished name such as ou=people,dc=example");
    }
    return text;
  }

  /**
   * The text, if it can be the name of an attribute.
   *
   * @throws IllegalArgumentException if it cannot
   */
  public static String attribute(String text) {
    if (!ATTRIBUTE.matcher(text).matches()) {
      throw new IllegalArgumentException("is not the name of an attribute");
    }
    return text;
  }
}
