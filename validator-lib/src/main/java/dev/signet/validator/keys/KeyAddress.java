package dev.signet.validator.keys;

import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.http.KnownMetadata;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** Where an issuer's keys are: configured, or as its metadata says. Used by one thread. */
final class KeyAddress {
  private final Optional<URI> configured;
  private final KnownMetadata metadata;

  KeyAddress(String issuer, Optional<URI> configured, BoundedHttp http, Clock clock) {
    this.configured = configured;
    this.metadata = new KnownMetadata(issuer, http, clock);
  }

  URI get() throws IOException {
    return configured.isPresent() ? configured.get() : metadata.get().jwksUri();
  }

  /** The keys were not where they should be: the next attempt asks the metadata again. */
  void mayHaveMoved() {
    metadata.mayBeOutdated();
  }
}
