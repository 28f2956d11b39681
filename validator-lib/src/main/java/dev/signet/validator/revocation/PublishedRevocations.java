package dev.signet.validator.revocation;

import dev.signet.validator.Reason;
import dev.signet.validator.document.DocumentReader;
import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.sync.MissedPushException;
import dev.signet.validator.sync.Push;
import dev.signet.validator.sync.RejectedUpdateException;
import dev.signet.validator.sync.Source;
import dev.signet.validator.sync.Update;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The revocation list that an authority publishes, found by its metadata: deltas while they fit,
 * the full list when they do not.
 *
 * <p>Used by one thread only, the one that fetches.
 */
public final class PublishedRevocations implements Source<Offer> {
  /** The longest document to take: room for a million tokens. */
  public static final int MAX_BYTES = DocumentReader.MAX_BYTES;

  static final String LIST = "application/revocation-list+jwt";
  static final String DELTA = "application/revocation-delta+jwt";

  private final RevocationAddress address;
  private final RevocationReader reader;
  private final KeySupply keys;
  private final BoundedHttp http;
  private final Clock clock;
  private final Duration clockSkew;

  /** Of the full list that is held; empty after a delta, to which no copy of a mirror can match. */
  private Optional<String> etag = Optional.empty();

  /**
   * Makes a source over a client that takes documents of 16 MiB.
   *
   * @param clockSkew how far the authority's clock may be behind ours before what it signs looks
   *     old
   */
  public PublishedRevocations(
      RevocationAddress address,
      RevocationReader reader,
      KeySupply keys,
      BoundedHttp http,
      Clock clock,
      Duration clockSkew) {
    this.address = address;
    this.reader = reader;
    this.keys = keys;
    this.http = http;
    this.clock = clock;
    this.clockSkew = clockSkew;
  }

  @Override
  public Update<Offer> fetch(@Nullable Offer held) throws IOException {
    @Nullable Offer binding = held == null || !binds(held) ? null : held;
    Optional<URI> uri = address.find();
    if (uri.isEmpty()) {
      return none(binding);
    }
    try {
      return binding == null || binding.isWorn(this::isPublished)
          ? full(uri.get(), binding)
          : since(uri.get(), binding);
    } catch (RejectedUpdateException e) {
      throw e;
    } catch (IOException e) {
      address.mayHaveMoved();
      throw e;
    }
  }

  /**
   * A document that the authority sent without being asked, to be read by the rules of one that was
   * fetched: it says something if it is later than what is held, and what was missed is asked for
   * if it is a change of another list.
   */
  public Push<Offer> pushed(byte[] document) {
    return held -> pushed(document, held);
  }

  private Optional<Update<Offer>> pushed(byte[] document, @Nullable Offer held) throws IOException {
    @Nullable Offer binding = held == null || !binds(held) ? null : held;
    return reader.isDelta(document)
        ? pushedChange(document, binding)
        : pushedWhole(document, binding);
  }

  /** Whether the list should come whole again, so that the deltas after it can be forgotten. */
  public boolean wantsWhole(Offer held) {
    return held.isWorn(this::isPublished);
  }

  private Optional<Update<Offer>> pushedChange(byte[] document, @Nullable Offer held)
      throws IOException {
    RevocationDelta delta = reader.readDelta(document);
    if (held == null) {
      throw new MissedPushException("a delta to no list");
    }
    if (!held.isBefore(delta)) {
      return Optional.empty();
    }
    try {
      Offer next = held.with(delta, document);
      etag = Optional.empty();
      return Optional.of(next.since(clock.instant(), clockSkew));
    } catch (RejectedUpdateException e) {
      throw new MissedPushException("a delta that does not fit the list held");
    }
  }

  private Optional<Update<Offer>> pushedWhole(byte[] document, @Nullable Offer held)
      throws IOException {
    RevocationList read = reader.readList(document);
    Offer next = held == null ? Offer.of(read, document) : held.succeededBy(read, document);
    if (held != null && !next.isLaterThan(held)) {
      return Optional.empty();
    }
    etag = Optional.empty();
    return Optional.of(next.since(clock.instant(), clockSkew).readFrom(document));
  }

  /**
   * A list that has expired, or whose key has gone, binds no more: then every good one is better.
   */
  private boolean binds(Offer held) {
    return held.list()
        .filter(list -> list.expiresAt().isAfter(clock.instant()))
        .filter(list -> isPublished(list.signer()))
        .isPresent();
  }

  /** Keys that cannot be asked are no reason to let a list go. */
  private boolean isPublished(VerifyingKey key) {
    try {
      keys.recheck(key, clock.millis());
      return true;
    } catch (Refusal refusal) {
      return refusal.reason() != Reason.KEY_REVOKED;
    }
  }

  /** Metadata is not signed: it cannot take back what a signed list says. */
  private static Update<Offer> none(@Nullable Offer binding) throws RejectedUpdateException {
    if (binding != null) {
      throw new RejectedUpdateException("metadata offers no revocations any more");
    }
    return Update.of(Offer.NONE, Optional.empty());
  }

  private Update<Offer> since(URI uri, Offer held) throws IOException {
    URI since = RevocationAddress.since(uri, held.sequence());
    BoundedHttp.Answer answer = http.get(since, DELTA + ", " + LIST, etag);
    if (answer.body().isEmpty()) {
      // Nobody signed a 304: it makes the list no younger.
      return held.since(clock.instant(), clockSkew);
    }
    if (!isA(DELTA, answer)) {
      return whole(answer, held);
    }
    try {
      byte[] document = body(answer);
      Offer next = held.with(reader.readDelta(document), document);
      etag = Optional.empty();
      return next.since(clock.instant(), clockSkew);
    } catch (RejectedUpdateException e) {
      return full(uri, held);
    }
  }

  private Update<Offer> full(URI uri, @Nullable Offer held) throws IOException {
    return whole(http.get(uri, LIST, Optional.empty()), held);
  }

  private Update<Offer> whole(BoundedHttp.Answer answer, @Nullable Offer held) throws IOException {
    if (!isA(LIST, answer)) {
      throw new RejectedUpdateException("revocations of another media type");
    }
    byte[] document = body(answer);
    RevocationList read = reader.readList(document);
    Offer next = held == null ? Offer.of(read, document) : held.succeededBy(read, document);
    etag = answer.etag();
    return next.since(clock.instant(), clockSkew).readFrom(document);
  }

  private static boolean isA(String mediaType, BoundedHttp.Answer answer) {
    return answer.mediaType().equals(Optional.of(mediaType));
  }

  private static byte[] body(BoundedHttp.Answer answer) {
    return answer.body().orElse(new byte[0]);
  }
}
