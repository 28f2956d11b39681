package dev.signet.benchmarks.storm;

/** What goes on beside the good tokens. */
enum Phase {
  /** Nothing. */
  QUIET("nothing"),
  /** Refusals that need no key: what the processors lose to as many tokens of any kind. */
  CHEAP("unsigned tokens"),
  /** Unknown keys, while the authority answers. */
  STORM("unknown kids"),
  /** Unknown keys, while the authority takes requests and does not answer. */
  HANGING("unknown kids, authority hanging");

  private final String label;

  Phase(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
