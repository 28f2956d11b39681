/**
 * Counts that several providers share through a PostgreSQL.
 *
 * <p>Owns the table, its threads and what its failures are; connections come from the host. Needs
 * Bucket4j's part for PostgreSQL and a driver on the class path. Start reading at {@link
 * PostgresCounts}.
 */
@NullMarked
package dev.signet.quota.postgres;

import org.jspecify.annotations.NullMarked;
