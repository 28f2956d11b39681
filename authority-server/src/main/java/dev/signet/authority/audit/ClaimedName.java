package dev.signet.authority.audit;

/** Makes what a stranger claims to be called fit for a log. */
final class ClaimedName {
  private static final int MAX_CHARS = 64;

  private ClaimedName() {}

  /**
   * Keeps visible ASCII, shows anything else as a question mark and cuts the rest. What looks like
   * a secret or a token in the wrong field is withheld.
   */
  static String sanitize(String claimed) {
    if (claimed.startsWith("sgs_") || claimed.startsWith("eyJ")) {
      return "(withheld)";
    }
    String cut = claimed.length() > MAX_CHARS ? claimed.substring(0, MAX_CHARS) + "..." : claimed;
    return cut.replaceAll("[^!-~]", "?");
  }
}
