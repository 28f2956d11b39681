package dev.signet.authority.storage.guessing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * That a name signed in well from an address; immutable.
 *
 * @param name the hash of the name
 * @param address the address, or the network
 * @param seenAt when, cut to milliseconds; to about a day
 */
public record KnownAddress(String name, String address, Instant seenAt) {
  /** Cuts the time. */
  public KnownAddress {
    seenAt = seenAt.truncatedTo(ChronoUnit.MILLIS);
  }
}
