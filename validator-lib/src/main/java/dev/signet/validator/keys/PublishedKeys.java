package dev.signet.validator.keys;

import dev.signet.validator.sync.AuthorityMetadata;
import dev.signet.validator.sync.BoundedHttp;
import dev.signet.validator.sync.RejectedUpdateException;
import dev.signet.validator.sync.Source;
import dev.signet.validator.sync.Update;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JWK Set that an authority publishes, found by its metadata unless the address was configured.
 *
 * <p>Used by one thread only, the one that fetches.
 */
public final class PublishedKeys implements Source<VerifyingKeys> {
  private final String issuer;
  private final Optional<URI> configuredUri;
  private final KeySetReader reader;
  private final BoundedHttp http;
  private Optional<URI> discoveredUri = Optional.empty();
  private Optional<String> installedEtag = Optional.empty();

  /** Makes a source; with no configured address it asks the issuer's metadata. */
  public PublishedKeys(
      String issuer, Optional<URI> configuredUri, KeySetReader reader, BoundedHttp http) {
    this.issuer = issuer;
    this.configuredUri = configuredUri;
    this.reader = reader;
    this.http = http;
  }

  @Override
  public Update<VerifyingKeys> fetch(@Nullable VerifyingKeys held) throws IOException {
    URI uri = configuredUri.isPresent() ? configuredUri.get() : discover();
    try {
      BoundedHttp.Answer answer = http.get(uri, held == null ? Optional.empty() : installedEtag);
      if (answer.body().isEmpty()) {
        return Update.unchanged(answer.maxAge());
      }
      VerifyingKeys keys = reader.readSet(answer.body().get());
      installedEtag = answer.etag();
      return Update.of(keys, answer.maxAge());
    } catch (BadKeySetException e) {
      throw new RejectedUpdateException("keys at " + uri + " refused: " + e.getMessage());
    } catch (IOException e) {
      // The keys may have moved: the next attempt asks the metadata again.
      discoveredUri = Optional.empty();
      throw e;
    }
  }

  private URI discover() throws IOException {
    if (discoveredUri.isEmpty()) {
      discoveredUri = Optional.of(AuthorityMetadata.fetch(issuer, http).jwksUri());
    }
    return discoveredUri.get();
  }
}
