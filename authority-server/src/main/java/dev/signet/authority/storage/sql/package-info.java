/**
 * The SQL behind {@code storage}: an SQLite file, its migrations and the writer that commits in
 * groups.
 *
 * <p>The only package that knows JDBC. One thread owns the one connection that writes; readers hold
 * connections that cannot. Start reading at {@link dev.signet.authority.storage.sql.SqliteStorage}.
 */
@NullMarked
package dev.signet.authority.storage.sql;

import org.jspecify.annotations.NullMarked;
