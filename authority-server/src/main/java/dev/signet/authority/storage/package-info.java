/**
 * What the authority remembers: records, and the interfaces through which they are kept.
 *
 * <p>Owns the records of issued tokens and of consumers, and one small interface per kind of user:
 * who may write holds another object than who may only read. Knows no SQL; that is the business of
 * {@code storage.sql}. Start reading at {@link dev.signet.authority.storage.Storage}.
 */
@NullMarked
package dev.signet.authority.storage;

import org.jspecify.annotations.NullMarked;
