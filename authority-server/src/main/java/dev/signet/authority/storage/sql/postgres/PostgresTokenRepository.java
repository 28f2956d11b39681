package dev.signet.authority.storage.sql.postgres;

import dev.signet.authority.storage.TokenRecord;
import dev.signet.authority.storage.TokenRepository;
import dev.signet.authority.storage.sql.TokenRows;
import java.time.Instant;

/** Keeps the records of tokens in partitions by expiry, and purges them by dropping partitions. */
record PostgresTokenRepository(TokenRows rows, TokenPartitions partitions)
    implements TokenRepository {

  @Override
  public void add(TokenRecord record) {
    partitions.makeRoom(record.expiresAt());
    rows.add(record);
  }

  /** Drops what is past as a whole, whatever {@code maxRecords} is: it holds up no issue. */
  @Override
  public int purgeExpired(Instant before, int maxRecords) {
    if (maxRecords < 1) {
      throw new IllegalArgumentException("maxRecords must be at least 1");
    }
    return partitions.dropBefore(before);
  }
}
