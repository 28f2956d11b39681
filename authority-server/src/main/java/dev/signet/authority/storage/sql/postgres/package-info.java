/**
 * The PostgreSQL server that several nodes share: how it is connected to, migrated, purged by
 * dropping partitions, and what its faults mean.
 *
 * <p>Knows of the tables only how those of tokens are partitioned; the rest is in {@code
 * storage.sql}. Start reading at {@link dev.signet.authority.storage.sql.postgres.PostgresStorage}.
 */
@NullMarked
package dev.signet.authority.storage.sql.postgres;

import org.jspecify.annotations.NullMarked;
