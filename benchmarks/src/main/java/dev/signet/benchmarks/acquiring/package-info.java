/**
 * Measures tokens per second by each way of asking for one, beside the way by a secret, and what
 * floods of passwords and of wrong credentials do to those who come by a secret.
 *
 * <p>Owns the consumers that ask and what they send. Start reading at {@code Acquiring}.
 */
@NullMarked
package dev.signet.benchmarks.acquiring;

import org.jspecify.annotations.NullMarked;
