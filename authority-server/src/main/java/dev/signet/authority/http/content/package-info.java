/**
 * What is served, and in which form.
 *
 * <p>Owns documents that are published from memory, with what caches go by, and what a client would
 * rather have. Start reading at {@link dev.signet.authority.http.content.PublishedDocument}.
 */
@NullMarked
package dev.signet.authority.http.content;

import org.jspecify.annotations.NullMarked;
