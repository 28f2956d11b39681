package dev.signet.authority.keys.signing;

/** Leaves the private half as it is. */
record NoSeal() implements KeySeal {
  @Override
  public boolean isClear() {
    return true;
  }

  @Override
  public String label() {
    return KeyPem.PLAIN;
  }

  @Override
  public byte[] seal(byte[] pkcs8, byte[] publicKey) {
    return pkcs8;
  }

  @Override
  public byte[] open(byte[] sealed, byte[] publicKey) {
    return sealed;
  }

  @Override
  public String doesNotOpen() {
    return "is damaged: restore its backup";
  }
}
