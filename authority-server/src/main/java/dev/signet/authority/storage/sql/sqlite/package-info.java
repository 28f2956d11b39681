/**
 * The SQLite file of an authority that runs on one machine: how it is made, migrated, opened, and
 * what its faults mean.
 *
 * <p>Does not know the tables; those who do are in {@code storage.sql}. Start reading at {@link
 * dev.signet.authority.storage.sql.sqlite.SqliteStorage}.
 */
@NullMarked
package dev.signet.authority.storage.sql.sqlite;

import org.jspecify.annotations.NullMarked;
