package dev.signet.authority.quota;

import dev.signet.authority.storage.quota.Draw;
import dev.signet.authority.storage.quota.Rate;

/** Counts what requestors are issued. Implementations are thread-safe, and bounded in memory. */
interface IssuingCount {
  /** As many counts are kept in memory; those used least are forgotten first. */
  int MOST_REQUESTORS = 100_000;

  /**
   * Whose count it is. A requestor who is given another rate begins anew.
   *
   * @param requestor the name
   * @param rate what the requestor may have
   */
  record Key(String requestor, Rate rate) {}

  /** Takes one if there is one. */
  Draw take(Key key);
}
