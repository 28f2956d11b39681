package dev.signet.validator.allowance;

import java.time.Duration;
import java.time.Instant;

/**
 * How many calls somebody has, by the authority's list. Immutable.
 *
 * @param limit calls in a window, from 1 to 1 000 000 000
 * @param window whole seconds, from 1 to 31 536 000
 * @param since when that was said; whole seconds
 */
public record PublishedAllowance(long limit, Duration window, Instant since) {}
