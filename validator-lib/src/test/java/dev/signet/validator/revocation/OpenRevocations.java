package dev.signet.validator.revocation;

import dev.signet.validator.Token;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.sync.RejectedUpdateException;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Shows a list to the fuzz target, which lives with the others. */
public final class OpenRevocations {
  private final RevocationReader reader;
  private final RevocationList list;

  private OpenRevocations(RevocationReader reader, RevocationList list) {
    this.reader = reader;
    this.list = list;
  }

  /** Reads a list; empty if it is refused as it should be, and no other way. */
  public static Optional<OpenRevocations> read(
      String issuer, KeySupply keys, Clock clock, byte[] body) throws IOException {
    RevocationReader reader = new RevocationReader(issuer, Set.of("Ed25519"), keys, clock);
    try {
      return Optional.of(new OpenRevocations(reader, reader.readList(body)));
    } catch (RejectedUpdateException e) {
      return Optional.empty();
    }
  }

  /** The list after a delta; empty as above. */
  public Optional<OpenRevocations> with(byte[] delta) throws IOException {
    try {
      return Optional.of(new OpenRevocations(reader, list.with(reader.readDelta(delta))));
    } catch (RejectedUpdateException e) {
      return Optional.empty();
    }
  }

  public long sequence() {
    return list.sequence();
  }

  public int size() {
    return list.size();
  }

  public boolean revokes(Token token, String keyId) {
    return list.revokes(new Revocable(token, keyId));
  }
}
