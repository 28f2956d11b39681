/**
 * Deletes what has expired without standing in anybody's way.
 *
 * <p>Owns the steps; what has expired, and how it is deleted, is the business of each repository.
 * PostgreSQL drops the partitions of token records instead, behind the same interface.
 */
@NullMarked
package dev.signet.authority.storage.purge;

import org.jspecify.annotations.NullMarked;
