package dev.signet.authority.storage;

/** What a consumer is. */
public enum ConsumerKind {
  /** A program that asks for tokens in its own name. */
  APPLICATION,
  /** A person. */
  USER
}
