/**
 * Judges the settings of a validator one by one; hidden from users of the library.
 *
 * <p>Owns the bounds of each, and the words in which a setting is refused. What settings say of
 * each other is judged where they are put together. Start reading at {@code SettingRules}.
 */
@NullMarked
package dev.signet.validator.settings;

import org.jspecify.annotations.NullMarked;
