package dev.signet.validator.revocation;

import dev.signet.validator.Reason;
import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.supply.KeySupply;
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
  public static final int MAX_BYTES = SignedDocument.MAX_BYTES;

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
    @Nullable RevocationList binding = held == null ? null : binding(held);
    Optional<URI> uri = address.find();
    if (uri.isEmpty()) {
      return none(binding);
    }
    try {
      RevocationList next = binding == null ? full(uri.get(), null) : since(uri.get(), binding);
      return update(next);
    } catch (RejectedUpdateException e) {
      throw e;
    } catch (IOException e) {
      address.mayHaveMoved();
      throw e;
    }
  }

  /** Neither a copy of a mirror nor a 304, which nobody signed, makes a list younger. */
  private Update<Offer> update(RevocationList list) {
    Duration age = Duration.between(list.issuedAt(), clock.instant()).minus(clockSkew);
    return Update.of(Offer.of(list), Optional.of(list.ttl()))
        .believed(age.isNegative() ? Duration.ZERO : age, list.expiresAt());
  }

  /** The list held, unless it has expired or its key has gone: then every good list is better. */
  private @Nullable RevocationList binding(Offer held) {
    Optional<RevocationList> list = held.list();
    if (list.isEmpty() || !list.get().expiresAt().isAfter(clock.instant())) {
      return null;
    }
    try {
      keys.recheck(list.get().signer());
      return list.get();
    } catch (Refusal refusal) {
      // Keys that cannot be asked are no reason to let a list go.
      return refusal.reason() == Reason.KEY_REVOKED ? null : list.get();
    }
  }

  /** Metadata is not signed: it cannot take back what a signed list says. */
  private static Update<Offer> none(@Nullable RevocationList binding)
      throws RejectedUpdateException {
    if (binding != null) {
      throw new RejectedUpdateException("metadata offers no revocations any more");
    }
    return Update.of(Offer.NONE, Optional.empty());
  }

  private RevocationList since(URI uri, RevocationList held) throws IOException {
    String query = uri.getRawQuery() == null ? "?" : "&";
    URI since = URI.create(uri + query + "since=" + held.sequence());
    BoundedHttp.Answer answer = http.get(since, DELTA + ", " + LIST, etag);
    if (answer.body().isEmpty()) {
      return held;
    }
    if (!isA(DELTA, answer)) {
      return list(answer, held);
    }
    try {
      RevocationList next = held.with(reader.readDelta(body(answer)));
      etag = Optional.empty();
      return next;
    } catch (RejectedUpdateException e) {
      return full(uri, held);
    }
  }

  private RevocationList full(URI uri, @Nullable RevocationList held) throws IOException {
    return list(http.get(uri, LIST, Optional.empty()), held);
  }

  private RevocationList list(BoundedHttp.Answer answer, @Nullable RevocationList held)
      throws IOException {
    if (!isA(LIST, answer)) {
      throw new RejectedUpdateException("revocations of another media type");
    }
    RevocationList read = reader.readList(body(answer));
    RevocationList next = held == null ? read : held.succeededBy(read);
    etag = answer.etag();
    return next;
  }

  private static boolean isA(String mediaType, BoundedHttp.Answer answer) {
    return answer.mediaType().equals(Optional.of(mediaType));
  }

  private static byte[] body(BoundedHttp.Answer answer) {
    return answer.body().orElse(new byte[0]);
  }
}
