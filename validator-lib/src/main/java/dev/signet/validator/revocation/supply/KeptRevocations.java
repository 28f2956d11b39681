package dev.signet.validator.revocation.supply;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.signet.validator.disk.IgnoredSnapshotException;
import dev.signet.validator.disk.StateDirectory;
import dev.signet.validator.disk.StoredDocument;
import dev.signet.validator.revocation.Offer;
import dev.signet.validator.revocation.RevocationReader;
import dev.signet.validator.sync.RejectedUpdateException;
import dev.signet.validator.sync.Synced;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The revocations of one authority on the disk, so that a process starts while the authority is
 * down: the full list as it was signed, and in a second file the deltas after it, one a line. No
 * list in the first file says that the authority offers none.
 *
 * <p>Nothing but what was signed is kept, and it passes the reader of what is fetched. Used by one
 * thread at a time.
 */
public final class KeptRevocations {
  /** The largest list there is in base64url, and room for the head of its file. */
  public static final int MAX_MEBIBYTES = 24;

  private static final Duration RENEWED_AT_MOST_EACH = Duration.ofMinutes(1);

  private final StateDirectory directory;
  private final Origin origin;
  private final RevocationReader reader;
  private final Clock clock;
  private final Duration clockSkew;
  private byte @Nullable [] unwritten;
  private @Nullable Offer written;
  private Instant writtenAt = Instant.MIN;

  /**
   * What the two files are of.
   *
   * @param issuer the authority
   * @param address where its list is, or how it is found
   */
  public record Origin(String issuer, String address) {
    String ofList() {
      return issuer + " revocations " + address;
    }

    String ofDeltas() {
      return issuer + " revocation deltas " + address;
    }
  }

  /** Keeps the revocations of this origin; those of an earlier run are read by the same reader. */
  public KeptRevocations(
      StateDirectory directory,
      Origin origin,
      RevocationReader reader,
      Clock clock,
      Duration clockSkew) {
    this.directory = directory;
    this.origin = origin;
    this.reader = reader;
    this.clock = clock;
    this.clockSkew = clockSkew;
  }

  /**
   * Gives the revocations of an earlier run; returns why not, or why not all of them, empty if all
   * were given or there are none.
   */
  public Optional<String> restoreInto(Synced<Offer> offers) {
    try {
      Optional<StoredDocument> list = directory.load(origin.ofList());
      return list.isPresent() ? restore(list.get(), offers) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of(IgnoredSnapshotException.reason(e));
    }
  }

  private Optional<String> restore(StoredDocument list, Synced<Offer> offers) throws IOException {
    byte[] whole = list.body();
    if (whole.length == 0) {
      give(Offer.NONE, list, offers);
      return Optional.empty();
    }
    try {
      StoredDocument last = directory.load(origin.ofDeltas()).orElse(list);
      give(reader.restore(whole, last == list ? List.of() : lines(last)), last, offers);
      return Optional.empty();
    } catch (RejectedUpdateException | IgnoredSnapshotException e) {
      // A crash between the two files leaves deltas of another list; the list is good without.
      give(reader.restore(whole, List.of()), list, offers);
      return Optional.of("deltas left out: " + IgnoredSnapshotException.reason(e));
    }
  }

  private void give(Offer offer, StoredDocument last, Synced<Offer> offers)
      throws RejectedUpdateException {
    offers.restore(offer.since(last.fetchedAt(), clockSkew), last.fetchedAt());
  }

  private static List<String> lines(StoredDocument deltas) {
    return new String(deltas.body(), ISO_8859_1).lines().toList();
  }

  /**
   * Keeps what was fetched just now: a change at once, a mere renewal at most once a minute.
   *
   * @param whole the full list, if one came
   * @return why not
   */
  Optional<String> store(Offer offer, Optional<byte[]> whole) {
    boolean renewal = unwritten == null && written != null && written.sameAs(offer);
    if (renewal && clock.instant().isBefore(writtenAt.plus(RENEWED_AT_MOST_EACH))) {
      return Optional.empty();
    }
    if (whole.isPresent() || offer.list().isEmpty()) {
      // Until it is written, no delta after it is of use.
      unwritten = whole.orElse(new byte[0]);
    }
    try {
      write(offer);
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      written = null;
      return Optional.of(IgnoredSnapshotException.reason(e));
    }
  }

  private void write(Offer offer) throws IOException {
    byte[] list = unwritten;
    if (list != null) {
      directory.store(document(origin.ofList(), list));
      unwritten = null;
    }
    byte[] deltas = String.join("\n", offer.deltas()).getBytes(ISO_8859_1);
    directory.store(document(origin.ofDeltas(), deltas));
    written = offer;
    writtenAt = clock.instant();
  }

  private StoredDocument document(String of, byte[] body) {
    return new StoredDocument(of, clock.instant(), Optional.empty(), body);
  }
}
