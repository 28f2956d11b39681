package dev.signet.authority.token;

/** The steps of {@code POST /token} that are worth a measurement. */
public enum IssueStep {
  /** The form is read, and who asks is authenticated. */
  AUTHENTICATE,
  /** The grant authorizes, and policy narrows what is asked for. */
  AUTHORIZE,
  /** The token is signed, and its signature verified. */
  SIGN,
  /** Its record is made durable. */
  RECORD
}
