/**
 * Connections to a database: the one that writes, which commits in groups, and the few that only
 * read.
 *
 * <p>Knows JDBC and no table; what is written and read is the business of the packages around it.
 * Start reading at {@link dev.signet.authority.storage.sql.connection.GroupCommitWriter}.
 */
@NullMarked
package dev.signet.authority.storage.sql.connection;

import org.jspecify.annotations.NullMarked;
