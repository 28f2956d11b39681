/**
 * A composite service to copy, and the provider behind it.
 *
 * <p>{@link dev.signet.examples.composite.ReportService} is shown a token, exchanges it and calls
 * {@link dev.signet.examples.composite.StockProvider}, which sees for whom and by whom it is
 * called. How a token is exchanged is in {@link dev.signet.examples.composite.TokenExchange}.
 */
@NullMarked
package dev.signet.examples.composite;

import org.jspecify.annotations.NullMarked;
