package dev.signet.benchmarks.checking;

/** A token as it arrives, and beside it the bytes that a bare verification starts from. */
final class PresentedToken {
  private final String text;
  private final byte[] signingInput;
  private final byte[] signature;

  PresentedToken(String text, byte[] signingInput, byte[] signature) {
    this.text = text;
    this.signingInput = signingInput;
    this.signature = signature;
  }

  /** The compact form. */
  String text() {
    return text;
  }

  /** The very array, not a copy: copying would be measured. */
  byte[] signingInput() {
    return signingInput;
  }

  /** The very array, not a copy. */
  byte[] signature() {
    return signature;
  }
}
