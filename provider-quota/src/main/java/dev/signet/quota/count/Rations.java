package dev.signet.quota.count;

/**
 * Which ration of a key counts, and which would if none were published; immutable.
 *
 * <p>The second is kept so that taking a published ration back lets the newest token count, and
 * never an older one.
 *
 * @param inForce the one that counts
 * @param ofTokens the one of the newest token that was shown; the same while none newer is
 *     published
 */
record Rations(Ration inForce, Ration ofTokens) {
  /** Those of a key that has no count yet. */
  static Rations first(Ration shown, Notice notice) {
    return new Rations(shown, shown).after(shown, notice);
  }

  /** Those after a call. */
  Rations after(Ration shown, Notice notice) {
    Ration newest = later(ofTokens, shown);
    Ration known =
        notice instanceof Notice.TakenBack taken && inForce.order() <= taken.upTo()
            ? newest
            : later(inForce, newest);
    return new Rations(
        notice instanceof Notice.Given given ? later(known, given.ration()) : known, newest);
  }

  /** Of the same order, the first. */
  private static Ration later(Ration one, Ration other) {
    return other.order() > one.order() ? other : one;
  }
}
