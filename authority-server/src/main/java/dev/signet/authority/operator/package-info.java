/**
 * What operators do over HTTP: take tokens back, give them back, see what is in force.
 *
 * <p>Owns who may: a token of this very authority, for itself, with a scope, judged by the
 * validator that providers use. It does not know how revocations are kept or published. Start
 * reading at {@link dev.signet.authority.operator.OperatorEndpoint}.
 */
@NullMarked
package dev.signet.authority.operator;

import org.jspecify.annotations.NullMarked;
