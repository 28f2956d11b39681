package dev.signet.authority.directory;

/**
 * The two kinds of credentials: secrets that were generated, for applications, and passwords that
 * were chosen, for people.
 *
 * <p>Thread-safe.
 *
 * @param secrets makes and compares the secrets of applications
 * @param passwords keeps and compares the passwords of people
 */
public record Credentials(SecretHasher secrets, PasswordHasher passwords) {
  private static final int MIN_PASSWORD_CHARS = 8;
  private static final int MAX_PASSWORD_CHARS = 256;

  /**
   * The form in which a new password is kept.
   *
   * @throws DirectoryException when the password breaks a rule
   */
  String hashNewPassword(String password) {
    int length = password.codePointCount(0, password.length());
    if (length < MIN_PASSWORD_CHARS || length > MAX_PASSWORD_CHARS) {
      throw new DirectoryException("password: use 8 to 256 characters");
    }
    if (!Text.isPlain(password)) {
      throw new DirectoryException("password: use no control characters");
    }
    if (SecretHasher.hasSecretForm(password)) {
      // It would be taken for an application's secret, and never match.
      throw new DirectoryException(
          "password: choose one that does not look like a secret, sgs_...");
    }
    return passwords.hash(password);
  }
}
