package dev.signet.examples.provider;

/**
 * One token and what the authority answered about it, by the test's own record. Thread-safe.
 *
 * <p>Times are of {@link System#nanoTime}.
 */
final class IssuedToken {
  /** What is known of a token. */
  enum Standing {
    /** Issued, and nobody asked to revoke it. */
    LIVE,
    /** Someone asked to revoke it, and no answer came (yet): it may be revoked or not. */
    UNCERTAIN,
    /** The authority answered 200: from then on it is revoked for good. */
    REVOKED
  }

  private final String text;
  private Standing standing = Standing.LIVE;
  private long since;

  IssuedToken(String text, long issuedAt) {
    this.text = text;
    this.since = issuedAt;
  }

  String text() {
    return text;
  }

  synchronized Standing standing() {
    return standing;
  }

  /** When it came to stand as it does. */
  synchronized long since() {
    return since;
  }

  synchronized void becomes(Standing next, long at) {
    standing = next;
    since = at;
  }
}
