package dev.signet.benchmarks.tokens;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** A token as it arrives, and beside it the bytes that a bare verification starts from. */
public final class PresentedToken {
  private final String text;
  private final byte[] signingInput;
  private final byte[] signature;
  private final byte[] derSignature;

  /**
   * Puts the parts of a token together.
   *
   * @param signature in JOSE form
   * @param derSignature the same in DER if it is ECDSA's, otherwise the same array
   */
  public PresentedToken(String text, byte[] signingInput, byte[] signature, byte[] derSignature) {
    this.text = text;
    this.signingInput = signingInput;
    this.signature = signature;
    this.derSignature = derSignature;
  }

  /** The compact form. */
  public String text() {
    return text;
  }

  /** The very array, not a copy: copying would be measured. */
  public byte[] signingInput() {
    return signingInput;
  }

  /** The very array, not a copy; in JOSE form. */
  public byte[] signature() {
    return signature;
  }

  /** The very array, not a copy; for a provider that reads ECDSA in DER alone. */
  public byte[] derSignature() {
    return derSignature;
  }

  /** The same token in a text of its own, as it comes from a connection: no hash is known yet. */
  public PresentedToken fresh() {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return new PresentedToken(new String(bytes, ISO_8859_1), signingInput, signature, derSignature);
  }
}
