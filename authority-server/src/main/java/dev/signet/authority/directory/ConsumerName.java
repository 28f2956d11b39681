package dev.signet.authority.directory;

import java.util.regex.Pattern;

/** The form of a consumer's name: 1 to 128 of {@code A-Z a-z 0-9 . _ @ : -}, the first no dash. */
public final class ConsumerName {
  // A leading dash would read as an option on the command line.
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._@:][A-Za-z0-9._@:-]{0,127}");

  private ConsumerName() {}

  /** Whether a consumer can have this name. */
  public static boolean isValid(String name) {
    return FORM.matcher(name).matches();
  }

  static String check(String name) {
    if (!isValid(name)) {
      throw new DirectoryException(
          "name: use 1 to 128 letters, digits and . _ @ : - and do not begin with a dash");
    }
    return name;
  }
}
