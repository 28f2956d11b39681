package dev.signet.validator.revocation;

import dev.signet.validator.http.AuthorityMetadata;
import dev.signet.validator.http.KnownMetadata;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where an issuer's revocation list is: configured, or as its metadata says. Used by one thread.
 */
public final class RevocationAddress {
  private final Optional<URI> configured;
  private final KnownMetadata metadata;
  private final Consumer<Optional<URI>> stream;
  private @Nullable AuthorityMetadata read;

  /** Makes an address that leads to no stream. */
  public RevocationAddress(Optional<URI> configured, KnownMetadata metadata) {
    this(configured, metadata, uri -> {});
  }

  /**
   * Makes an address; the metadata is asked for it unless it was configured.
   *
   * @param stream hears where the stream is, if there is one, each time the metadata was read
   */
  public RevocationAddress(
      Optional<URI> configured, KnownMetadata metadata, Consumer<Optional<URI>> stream) {
    this.configured = configured;
    this.metadata = metadata;
    this.stream = stream;
  }

  /** The address; empty if the authority offers no list. */
  @SuppressWarnings("ReferenceEquality") // each reading is an object of its own, the same or not
  public Optional<URI> find() throws IOException {
    if (configured.isPresent()) {
      return configured;
    }
    AuthorityMetadata now = metadata.get();
    if (now != read) {
      read = now;
      stream.accept(now.revocationListUri().flatMap(list -> now.revocationStreamUri()));
    }
    return now.revocationListUri();
  }

  /** Where a reader asks who holds the list of this number. */
  public static URI since(URI list, long sequence) {
    String query = list.getRawQuery() == null ? "?" : "&";
    return URI.create(list + query + "since=" + sequence);
  }

  /** The list was not where it should be: the next attempt asks the metadata again. */
  void mayHaveMoved() {
    metadata.mayBeOutdated();
  }
}
