/**
 * Says for a person why a token is accepted or not; hidden from users of the library.
 *
 * <p>Owns the words and what of a token may be quoted. It has no rule of its own: it asks those of
 * {@code rules} one at a time. Never on the path of a request. Start reading at {@code Explainer}.
 */
@NullMarked
package dev.signet.validator.explain;

import org.jspecify.annotations.NullMarked;
