/** A provider to copy: three pages, one of which needs a token and one of which needs a scope. */
@NullMarked
package dev.signet.examples.provider;

import org.jspecify.annotations.NullMarked;
