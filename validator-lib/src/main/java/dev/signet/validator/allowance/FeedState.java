package dev.signet.validator.allowance;

import dev.signet.validator.ValidatorState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How following stands at one moment. Immutable.
 *
 * @param phase how far what is held can be trusted
 * @param age since the list was signed; empty if there is none that is believed
 * @param expiresAt when it is believed no longer; empty as the age
 * @param entries how many allowances it holds
 * @param lastError why the last attempt failed; empty after a good one
 */
public record FeedState(
    ValidatorState.Phase phase,
    Optional<Duration> age,
    Optional<Instant> expiresAt,
    int entries,
    Optional<String> lastError) {}
