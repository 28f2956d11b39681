/**
 * A provider to copy: four pages, one for everybody, one that needs a token, one that needs a
 * scope, and one that each holder may ask for so often, however many tokens they have.
 */
@NullMarked
package dev.signet.examples.provider;

import org.jspecify.annotations.NullMarked;
