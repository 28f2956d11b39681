package dev.signet.validator.assertion;

import dev.signet.validator.Reason;
import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.keys.KeySetReader;
import dev.signet.validator.keys.PublishedKeys;
import dev.signet.validator.keys.VerifyingKeys;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.sync.DaemonTimer;
import dev.signet.validator.sync.Reading;
import dev.signet.validator.sync.SyncPolicy;
import dev.signet.validator.sync.Synced;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Keys kept in step with an address. */
record PublishedKeySource(Synced<VerifyingKeys> keys) implements KeySource {
  private static final Duration KEPT_FOR = Duration.ofDays(1);

  /** A request that comes first waits for the first fetch: it has no token to fall back on. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  static KeySource start(URI address, KeySetReader reader, Clock clock) {
    BoundedHttp http = new BoundedHttp(BoundedHttp.Limits.usual());
    PublishedKeys source =
        new PublishedKeys(address.toString(), Optional.of(address), reader, http, clock);
    SyncPolicy policy = new SyncPolicy(KEPT_FOR, true, LONGEST_WAIT);
    Synced<VerifyingKeys> keys =
        new Synced<>(source, policy, new DaemonTimer("signet-assertion-keys", clock));
    keys.start();
    return new PublishedKeySource(keys);
  }

  @Override
  public VerifyingKeys get(String wanted, Predicate<VerifyingKeys> has) throws Refusal {
    Reading<VerifyingKeys> reading = keys.readFor(wanted, has);
    Optional<VerifyingKeys> usable = reading.usable();
    if (usable.isEmpty()) {
      boolean expired = reading.phase() == Reading.Phase.EXPIRED;
      throw Refusal.unavailable(
          expired ? Reason.KEYS_TOO_OLD : Reason.NO_KEYS_YET, keys.nextAttemptIn());
    }
    return usable.get();
  }

  @Override
  public void close() {
    keys.close();
  }
}
