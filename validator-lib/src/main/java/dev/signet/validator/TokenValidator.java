package dev.signet.validator;

/** Placeholder while the tool chain is proved. */
public final class TokenValidator {
  private TokenValidator() {}
}
