package dev.signet.authority.http.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a document by gzip (RFC 1952), made when the first client asks for them, once for
 * all. Thread-safe.
 */
final class CompressedForm {
  private final byte[] plain;

  /** Not a monitor: those who wait for a large document may be virtual threads. */
  private final ReentrantLock making = new ReentrantLock();

  private volatile byte @Nullable [] made;

  CompressedForm(byte[] plain) {
    this.plain = plain;
  }

  /** The same bytes for all, not to be changed. */
  byte[] bytes() {
    byte[] present = made;
    return present == null ? makeOnce() : present;
  }

  private byte[] makeOnce() {
    making.lock();
    try {
      byte[] present = made;
      if (present == null) {
        present = compress(plain);
        made = present;
      }
      return present;
    } finally {
      making.unlock();
    }
  }

  private static byte[] compress(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length);
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written to", e);
    }
    return bytes.toByteArray();
  }
}
