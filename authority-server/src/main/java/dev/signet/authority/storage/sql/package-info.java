/**
 * The SQL behind {@code storage}, as every database takes it: the repositories.
 *
 * <p>Only this package and those in it know JDBC: {@code sqlite} has what is that database's own,
 * {@code connection} what writes and reads. Start reading at {@link
 * dev.signet.authority.storage.sql.SqlStorage}.
 */
@NullMarked
package dev.signet.authority.storage.sql;

import org.jspecify.annotations.NullMarked;
