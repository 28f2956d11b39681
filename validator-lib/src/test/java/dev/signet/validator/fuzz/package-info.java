/**
 * Fuzz targets: each hands a reader any bytes, and holds it to what it promises of all of them.
 *
 * <p>An ordinary test run replays the seeds under {@code src/test/resources}; the profile {@code
 * fuzz} looks for new ones (CONTRIBUTING.md). It owns the other reader of JSON, which the strict
 * one is compared with. Start reading at {@code StrictJsonFuzzTest}.
 */
@NullMarked
package dev.signet.validator.fuzz;

import org.jspecify.annotations.NullMarked;
