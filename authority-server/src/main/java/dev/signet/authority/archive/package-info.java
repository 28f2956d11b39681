/**
 * Makes the archive of classes with which a JVM starts the authority sooner.
 *
 * <p>It does not use it: the script {@code signet} beside the sources of this module does. Start
 * reading at {@link dev.signet.authority.archive.ClassArchive}.
 */
@NullMarked
package dev.signet.authority.archive;

import org.jspecify.annotations.NullMarked;
