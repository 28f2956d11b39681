/**
 * Holds docs/operations.md and the files of deploy/ to what they say: the commands are run, and
 * what they print is compared.
 *
 * <p>Start reading at {@link dev.signet.authority.operations.OperationsGuideIT}.
 */
@NullMarked
package dev.signet.authority.operations;

import org.jspecify.annotations.NullMarked;
