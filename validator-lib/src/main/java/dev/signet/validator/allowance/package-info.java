/**
 * Follows the allowances that an authority publishes (docs/quotas.md); shown to {@code
 * dev.signet.quota} alone.
 *
 * <p>Owns the format of the list, where it is found and how long it is believed. It does not know
 * what tokens claim, nor who counts calls. Start reading at {@code AllowanceFeed}.
 */
@NullMarked
package dev.signet.validator.allowance;

import org.jspecify.annotations.NullMarked;
