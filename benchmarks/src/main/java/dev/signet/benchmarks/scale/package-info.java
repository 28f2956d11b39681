/**
 * Measures the authority on each of its databases: with how many records it issues, introspects and
 * revokes how fast, what two nodes do on one database, and what is shed when it is asked for more.
 *
 * <p>Owns the databases under test and what fills them. Start reading at {@code StoredRecords},
 * {@code TwoNodes} and {@code Overload}.
 */
@NullMarked
package dev.signet.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
