package dev.signet.authority.revocation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.signet.authority.http.content.PublishedDocument;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A list or a delta, signed; immutable. */
final class SignedRevocations {
  private static final byte[] END_OF_EVENT = {'\n', '\n'};

  private final String name;
  private final PublishedDocument document;
  private final long change;
  private final Instant signedAt;

  /** Made when it is first asked for: most lists are never streamed. */
  private volatile byte @Nullable [] event;

  /**
   * Takes a document.
   *
   * @param name its kind: {@code list} or {@code delta}
   * @param jws what was signed
   * @param change the number of the last change in it
   * @param signedAt when it was made
   */
  SignedRevocations(String name, String jws, long change, Instant signedAt) {
    this.name = name;
    this.document =
        new PublishedDocument(mediaType(name), jws.getBytes(US_ASCII), RevocationSettings.MAX_AGE);
    this.change = change;
    this.signedAt = signedAt;
  }

  private static String mediaType(String name) {
    return "application/revocation-" + name + "+jwt";
  }

  /** What is served. */
  PublishedDocument document() {
    return document;
  }

  /** The number of the last change in it. */
  long change() {
    return change;
  }

  /** When it was made. */
  Instant signedAt() {
    return signedAt;
  }

  /** As an event of a stream; the same bytes for all, not to be changed. */
  byte[] event() {
    byte[] made = event;
    if (made == null) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(("id: " + change + "\nevent: " + name + "\ndata: ").getBytes(US_ASCII));
      document.writeTo(bytes);
      bytes.writeBytes(END_OF_EVENT);
      made = bytes.toByteArray();
      event = made;
    }
    return made;
  }
}
