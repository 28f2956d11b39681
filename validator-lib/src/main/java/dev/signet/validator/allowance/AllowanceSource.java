package dev.signet.validator.allowance;

import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.http.KnownMetadata;
import dev.signet.validator.sync.RejectedUpdateException;
import dev.signet.validator.sync.Source;
import dev.signet.validator.sync.Update;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The list of allowances that an authority publishes, found by its metadata.
 *
 * <p>Used by one thread only, the one that fetches.
 */
final class AllowanceSource implements Source<AllowanceList> {
  /** Room for 10 000 entries of the longest form, base64url. */
  static final int MAX_BYTES = 2 << 20;

  private static final String LIST = "application/allowance-list+jwt";

  private final KnownMetadata metadata;
  private final AllowanceReader reader;
  private final BoundedHttp http;

  /** Of the list that was read last. */
  private Optional<String> etag = Optional.empty();

  AllowanceSource(KnownMetadata metadata, AllowanceReader reader, BoundedHttp http) {
    this.metadata = metadata;
    this.reader = reader;
    this.http = http;
  }

  @Override
  public Update<AllowanceList> fetch(@Nullable AllowanceList held) throws IOException {
    Optional<URI> address = metadata.get().allowanceListUri();
    boolean holds = held != null && held.issuedAt().isPresent();
    if (address.isEmpty()) {
      return none(holds);
    }
    try {
      BoundedHttp.Answer answer =
          http.get(address.get(), LIST, holds ? etag : Optional.<String>empty());
      // Nobody signed a 304: the list that it confirms ends when it would have ended.
      return held != null && answer.body().isEmpty()
          ? held.asAnswer()
          : read(answer, held).asAnswer();
    } catch (RejectedUpdateException e) {
      throw e;
    } catch (IOException e) {
      metadata.mayBeOutdated();
      throw e;
    }
  }

  /** Metadata is not signed: it cannot take back what a signed list says. */
  private static Update<AllowanceList> none(boolean holds) throws RejectedUpdateException {
    if (holds) {
      throw new RejectedUpdateException("metadata offers no allowances any more");
    }
    return AllowanceList.NONE.asAnswer();
  }

  private AllowanceList read(BoundedHttp.Answer answer, @Nullable AllowanceList held)
      throws IOException {
    if (!answer.mediaType().equals(Optional.of(LIST))) {
      throw new RejectedUpdateException("allowances of another media type");
    }
    AllowanceList read = reader.read(answer.body().orElse(new byte[0]));
    AllowanceList next = held == null ? read : held.succeededBy(read);
    etag = answer.etag();
    return next;
  }
}
