package dev.signet.authority.authn;

/**
 * A name and the secret presented for it; neither is believed yet.
 *
 * @param name the name claimed
 * @param secret the secret presented
 */
record PresentedSecret(String name, String secret) {
  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "PresentedSecret[" + name + "]";
  }
}
