package dev.signet.validator.keys;

import dev.signet.validator.http.AuthorityMetadata;
import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.sync.RejectedUpdateException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an issuer's keys are: configured, or as its metadata says, which is asked again every hour
 * and after a failure. Used by one thread.
 */
final class KeyAddress {
  private static final Duration ASKED_AGAIN_AFTER = Duration.ofHours(1);

  private final String issuer;
  private final Optional<URI> configured;
  private final BoundedHttp http;
  private final Clock clock;
  private @Nullable URI discovered;
  private Instant askAgainAt = Instant.MIN;

  KeyAddress(String issuer, Optional<URI> configured, BoundedHttp http, Clock clock) {
    this.issuer = issuer;
    this.configured = configured;
    this.http = http;
    this.clock = clock;
  }

  URI get() throws IOException {
    if (configured.isPresent()) {
      return configured.get();
    }
    URI known = discovered;
    if (known != null && clock.instant().isBefore(askAgainAt)) {
      return known;
    }
    return discover(known);
  }

  /** The keys were not where they should be: the next attempt asks the metadata again. */
  void mayHaveMoved() {
    askAgainAt = Instant.MIN;
  }

  private URI discover(@Nullable URI known) throws IOException {
    try {
      URI found = AuthorityMetadata.fetch(issuer, http).jwksUri();
      discovered = found;
      askAgainAt = clock.instant().plus(ASKED_AGAIN_AFTER);
      return found;
    } catch (RejectedUpdateException e) {
      throw e;
    } catch (IOException e) {
      // Metadata that is down does not make a known address wrong.
      if (known == null) {
        throw e;
      }
      return known;
    }
  }
}
