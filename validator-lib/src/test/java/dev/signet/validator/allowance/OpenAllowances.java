package dev.signet.validator.allowance;

import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.sync.RejectedUpdateException;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Shows a list to the fuzz target, which lives with the others. */
public final class OpenAllowances {
  private final AllowanceList list;

  private OpenAllowances(AllowanceList list) {
    this.list = list;
  }

  /** Reads a list; empty if it is refused as it should be, and no other way. */
  public static Optional<OpenAllowances> read(
      String issuer, KeySupply keys, Clock clock, byte[] body) throws IOException {
    AllowanceReader reader = new AllowanceReader(issuer, Set.of("Ed25519"), keys, clock);
    try {
      return Optional.of(new OpenAllowances(reader.read(body)));
    } catch (RejectedUpdateException e) {
      return Optional.empty();
    }
  }

  public int size() {
    return list.size();
  }

  public Optional<PublishedAllowance> find(String of, String value) {
    return list.find(of, value);
  }
}
