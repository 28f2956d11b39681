package dev.signet.validator.revocation;

import dev.signet.validator.http.KnownMetadata;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * Where an issuer's revocation list is: configured, or as its metadata says. Used by one thread.
 */
public final class RevocationAddress {
  private final Optional<URI> configured;
  private final KnownMetadata metadata;

  /** Makes an address; the metadata is asked for it unless it was configured. */
  public RevocationAddress(Optional<URI> configured, KnownMetadata metadata) {
    this.configured = configured;
    this.metadata = metadata;
  }

  /** The address; empty if the authority offers no list. */
  Optional<URI> find() throws IOException {
    return configured.isPresent() ? configured : metadata.get().revocationListUri();
  }

  /** The list was not where it should be: the next attempt asks the metadata again. */
  void mayHaveMoved() {
    metadata.mayBeOutdated();
  }
}
