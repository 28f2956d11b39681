/**
 * Tests with real processes: the packaged jar, started, killed and stopped as an operator would.
 *
 * <p>They run after packaging, in {@code mvn verify}. Start reading at {@link
 * dev.signet.authority.process.AuthorityProcess}.
 */
@NullMarked
package dev.signet.authority.process;

import org.jspecify.annotations.NullMarked;
