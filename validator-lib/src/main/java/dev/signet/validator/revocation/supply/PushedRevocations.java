package dev.signet.validator.revocation.supply;

import dev.signet.validator.revocation.Offer;
import dev.signet.validator.revocation.PublishedRevocations;
import dev.signet.validator.revocation.RevocationList;
import dev.signet.validator.revocation.stream.RevocationStream;
import dev.signet.validator.sync.Synced;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Judges what comes by the stream on the thread of the polls, by the same reader. */
public final class PushedRevocations implements RevocationStream.Receiver {
  private final Synced<Offer> offers;
  private final PublishedRevocations source;

  /** Makes a receiver for revocations that this source fetches. */
  public PushedRevocations(Synced<Offer> offers, PublishedRevocations source) {
    this.offers = offers;
    this.source = source;
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
              // While the stream goes on nothing is polled, and the deltas add up.
              if (installed && offers.read().usable().filter(source::wantsWhole).isPresent()) {
                offers.pushed();
              }
              return installed;
            });
  }
}
