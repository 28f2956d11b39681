package dev.signet.authority.faults;

/**
 * One token and what an authority answered about it. Thread-safe.
 *
 * <p>Times are of {@link System#nanoTime}.
 */
final class Promise {
  /** What was promised of a token. */
  enum Standing {
    /** Issued, and nobody asked to revoke it. */
    LIVE,
    /** Someone asked to revoke it, and was not told that it was done: it may be revoked or not. */
    UNCERTAIN,
    /** The authority answered 200: from then on it is revoked for good. */
    REVOKED
  }

  private final String token;
  private final String jti;
  private Standing standing = Standing.LIVE;
  private long since;

  Promise(String token, String jti, long issuedAt) {
    this.token = token;
    this.jti = jti;
    this.since = issuedAt;
  }

  String token() {
    return token;
  }

  String jti() {
    return jti;
  }

  synchronized Standing standing() {
    return standing;
  }

  /** When it came to stand as it does. */
  synchronized long since() {
    return since;
  }

  synchronized void becomes(Standing next, long at) {
    if (standing != Standing.REVOKED) {
      standing = next;
      since = at;
    }
  }
}
