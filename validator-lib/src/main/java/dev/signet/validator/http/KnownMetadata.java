package dev.signet.validator.http;

import dev.signet.validator.sync.RejectedUpdateException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's metadata, asked for again every hour and after a failure. Used by one thread.
 *
 * <p>Metadata that is down does not make a known address wrong; metadata that came and is bad does.
 */
public final class KnownMetadata {
  private static final Duration ASKED_AGAIN_AFTER = Duration.ofHours(1);

  private final String issuer;
  private final BoundedHttp http;
  private final Clock clock;
  private @Nullable AuthorityMetadata known;
  private Instant askAgainAt = Instant.MIN;

  /** Makes metadata of an issuer that nobody has asked for yet. */
  public KnownMetadata(String issuer, BoundedHttp http, Clock clock) {
    this.issuer = issuer;
    this.http = http;
    this.clock = clock;
  }

  /**
   * The metadata, fetched if that is due.
   *
   * @throws RejectedUpdateException if what came must not be used
   * @throws IOException if none came, now or earlier
   */
  public AuthorityMetadata get() throws IOException {
    AuthorityMetadata last = known;
    if (last != null && clock.instant().isBefore(askAgainAt)) {
      return last;
    }
    try {
      AuthorityMetadata found = AuthorityMetadata.fetch(issuer, http);
      known = found;
      askAgainAt = clock.instant().plus(ASKED_AGAIN_AFTER);
      return found;
    } catch (RejectedUpdateException e) {
      throw e;
    } catch (IOException e) {
      if (last == null) {
        throw e;
      }
      return last;
    }
  }

  /** What it says was not there: the next attempt asks again. */
  public void mayBeOutdated() {
    askAgainAt = Instant.MIN;
  }
}
