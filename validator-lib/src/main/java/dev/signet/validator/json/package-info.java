/**
 * Reads JSON in its one strict form; hidden from users of the library.
 *
 * <p>Owns the text rules that keep two readers from seeing two different objects. It does not know
 * what any member means. Start reading at {@code StrictJson}.
 */
@NullMarked
package dev.signet.validator.json;

import org.jspecify.annotations.NullMarked;
