package dev.signet.validator.keys;

import dev.signet.validator.crypto.Engines;
import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.sync.RejectedUpdateException;
import dev.signet.validator.sync.Source;
import dev.signet.validator.sync.Update;
import dev.signet.validator.sync.Update.ClockOffset;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JWK Set that an authority publishes, found by its metadata unless the address was configured.
 *
 * <p>Used by one thread only, the one that fetches.
 */
public final class PublishedKeys implements Source<VerifyingKeys> {
  private static final Duration ROLLBACK_ALLOWANCE = Duration.ofMinutes(1);
  private static final Duration HALF_SECOND = Duration.ofMillis(500);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final KeyAddress address;
  private final KeySetReader reader;
  private final BoundedHttp http;
  private final Clock clock;
  private byte[] installedBytes = new byte[0];
  private Optional<String> installedEtag = Optional.empty();
  private Optional<Instant> installedDate = Optional.empty();

  /** Makes a source; with no configured address it asks the issuer's metadata. */
  public PublishedKeys(
      String issuer,
      Optional<URI> configuredUri,
      KeySetReader reader,
      BoundedHttp http,
      Clock clock) {
    this.address = new KeyAddress(issuer, configuredUri, http, clock);
    this.reader = reader;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public Update<VerifyingKeys> fetch(@Nullable VerifyingKeys held) throws IOException {
    URI uri = address.get();
    // What an earlier run left on the disk is confirmed by the whole set only, never by a 304:
    // otherwise bytes that nobody but the disk vouches for could live on.
    boolean known = held != null && installedBytes.length > 0;
    Instant before = clock.instant();
    try {
      BoundedHttp.Answer answer = http.get(uri, known ? installedEtag : Optional.empty());
      Optional<ClockOffset> offset =
          answer.date().filter(date -> !answer.cached()).map(date -> offset(before, date));
      return update(answer, known).withClockOffset(offset);
    } catch (BadKeySetException e) {
      throw new RejectedUpdateException("keys at " + uri + " refused: " + e.getMessage());
    } catch (RejectedUpdateException e) {
      throw e;
    } catch (IOException e) {
      address.mayHaveMoved();
      throw e;
    }
  }

  private Update<VerifyingKeys> update(BoundedHttp.Answer answer, boolean known)
      throws BadKeySetException, RejectedUpdateException {
    byte[] bytes = answer.body().orElse(installedBytes);
    boolean same = known && Arrays.equals(bytes, installedBytes);
    if (known && !same && isRollback(answer)) {
      throw new RejectedUpdateException("an answer older than the keys held");
    }
    Update<VerifyingKeys> update =
        same
            ? Update.unchanged(answer.maxAge())
            : Update.of(reader.readSet(bytes), answer.maxAge());
    installedBytes = bytes;
    installedEtag = answer.etag();
    installedDate = answer.date();
    Engines.tellGains();
    return update.readFrom(bytes);
  }

  /**
   * RFC 9111 §4: of several answers the most recent by {@code Date} is right. An authority that put
   * its clock right is no rollback: its date agrees with our clock.
   */
  private boolean isRollback(BoundedHttp.Answer answer) {
    if (answer.date().isEmpty() || installedDate.isEmpty()) {
      return false;
    }
    Instant latest = answer.date().get().plus(ROLLBACK_ALLOWANCE);
    return latest.isBefore(installedDate.get()) && latest.isBefore(clock.instant());
  }

  /** The middle of the exchange by our clock against the middle of the second that it names. */
  private ClockOffset offset(Instant before, Instant date) {
    Duration halfTrip = Duration.between(before, clock.instant()).dividedBy(2).abs();
    Duration ahead = Duration.between(date.plus(HALF_SECOND), before.plus(halfTrip));
    Duration uncertainty = halfTrip.plus(HALF_SECOND);
    return new ClockOffset(ahead, uncertainty.compareTo(SECOND) < 0 ? SECOND : uncertainty);
  }
}
