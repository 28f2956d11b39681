package dev.signet.authority.storage.quota;

/**
 * An allowance that is none, as somebody wrote it beside the authority. Immutable.
 *
 * @param consumer whose it is
 * @param fault what is wrong with it, without a value of it
 */
public record DamagedAllowance(String consumer, String fault) implements KeptAllowance {
  /** What is wrong, and what to do about it, in one line. */
  public String message() {
    // What was written by hand must not steer the log or the terminal.
    String name = consumer.replaceAll("[^ -~]", "?");
    return "the allowance of " + name + " is damaged (" + fault + "); run: quotas clear " + name;
  }
}
