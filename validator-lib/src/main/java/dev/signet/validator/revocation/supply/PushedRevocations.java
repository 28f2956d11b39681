package dev.signet.validator.revocation.supply;

import dev.signet.validator.revocation.Offer;
import dev.signet.validator.revocation.PublishedRevocations;
import dev.signet.validator.revocation.RevocationList;
import dev.signet.validator.revocation.stream.RevocationStream;
import dev.signet.validator.sync.SyncTimer;
import dev.signet.validator.sync.Synced;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Judges what comes by the stream on the thread of the polls, by the same reader. */
public final class PushedRevocations implements RevocationStream.Receiver {
  private final Synced<Offer> offers;
  private final PublishedRevocations source;
  private final SyncTimer timer;
  private final @Nullable Reports reports;

  /** Makes a receiver for revocations that this source fetches on this timer; reports if it may. */
  public PushedRevocations(
      Synced<Offer> offers,
      PublishedRevocations source,
      SyncTimer timer,
      @Nullable Reports reports) {
    this.offers = offers;
    this.source = source;
    this.timer = timer;
    this.reports = reports;
  }

  @Override
  public OptionalLong sequence() {
    Optional<RevocationList> list = offers.read().usable().flatMap(Offer::list);
    return list.isPresent() ? OptionalLong.of(list.get().sequence()) : OptionalLong.empty();
  }

  @Override
  public CompletableFuture<Boolean> take(byte[] document) {
    return offers
        .push(source.pushed(document))
        .thenApply(
            installed -> {
              timer.schedule(Duration.ZERO, this::follow);
              return installed;
            });
  }

  /** What polls did by the way. */
  private void follow() {
    // While the stream goes on nothing is polled, and the deltas add up.
    if (offers.read().usable().filter(source::wantsWhole).isPresent()) {
      offers.pushed();
    }
    if (reports != null) {
      sequence().ifPresent(reports::enforcing);
    }
  }
}
