/**
 * The verbs that say how much a consumer may ask for.
 *
 * <p>Owns how allowances are asked for and printed; whom they count, and where, is the business of
 * {@code quota}. A server takes notice of a change within seconds. Start reading at {@link
 * dev.signet.authority.cli.quotas.QuotaVerbs}.
 */
@NullMarked
package dev.signet.authority.cli.quotas;

import org.jspecify.annotations.NullMarked;
