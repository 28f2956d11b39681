package dev.signet.authority.config;

/** How much the authority insists on. */
public enum Profile {
  /** On loopback, with keys in the clear; for trying out and for tests. */
  DEVELOPMENT,
  /** Everything that guards other people's data is demanded. */
  PRODUCTION
}
