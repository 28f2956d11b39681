package dev.signet.quota.count;

/**
 * What is known to be published for a key, apart from what its tokens say. Immutable.
 *
 * <p>A published ration counts while it is newer than those of all tokens that were shown.
 */
public sealed interface Notice {
  /** Nothing is known: what was published before counts on. */
  Notice UNKNOWN = new Unknown();

  /** The part of one of so many. */
  Notice dividedBy(int parts);

  /** Nothing is known. */
  record Unknown() implements Notice {
    @Override
    public Notice dividedBy(int parts) {
      return this;
    }
  }

  /**
   * A ration is published.
   *
   * @param ration the one
   */
  record Given(Ration ration) implements Notice {
    @Override
    public Notice dividedBy(int parts) {
      return new Given(ration.dividedBy(parts));
    }
  }

  /**
   * None is published: one that was counts no more, and the newest of the tokens does again.
   *
   * @param upTo the order up to which that is known; a ration of a higher one was published later
   */
  record TakenBack(long upTo) implements Notice {
    @Override
    public Notice dividedBy(int parts) {
      return this;
    }
  }
}
