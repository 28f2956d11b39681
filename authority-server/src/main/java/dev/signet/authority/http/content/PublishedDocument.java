package dev.signet.authority.http.content;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A public document, served from memory with {@code ETag} and a truthful {@code max-age}.
 *
 * <p>Immutable: a changed document is a new object.
 */
public final class PublishedDocument {
  private final String contentType;
  private final byte[] body;
  private final Duration maxAge;
  private final boolean jitter;
  private final String etag;

  /**
   * Makes a document.
   *
   * @param contentType its media type
   * @param body its bytes
   * @param maxAge how long a cache may serve it without asking again, at most
   */
  public PublishedDocument(String contentType, byte[] body, Duration maxAge) {
    this(contentType, body.clone(), maxAge, false);
  }

  private PublishedDocument(String contentType, byte[] body, Duration maxAge, boolean jitter) {
    this.contentType = contentType;
    this.body = body;
    this.maxAge = maxAge;
    this.jitter = jitter;
    this.etag = '"' + digest(body) + '"';
  }

  /**
   * The same document, its {@code max-age} drawn for each answer from four fifths to the whole, so
   * that caches filled together do not come back together.
   */
  public PublishedDocument withJitter() {
    return new PublishedDocument(contentType, body, maxAge, true);
  }

  /** Its media type. */
  public String contentType() {
    return contentType;
  }

  /** A stream of its bytes. */
  public InputStream open() {
    return new ByteArrayInputStream(body);
  }

  /** Answers with the document, or with 304 when the client has it already (RFC 9110 §13.1.2). */
  public void answer(Context ctx) {
    ctx.header("ETag", etag)
        .header("Cache-Control", "public, max-age=" + seconds())
        .header("Access-Control-Allow-Origin", "*")
        .header("X-Content-Type-Options", "nosniff");
    if (matches(ctx.header("If-None-Match"))) {
      ctx.status(304);
    } else {
      ctx.contentType(contentType).result(body);
    }
  }

  /** Writes its bytes. */
  public void writeTo(ByteArrayOutputStream out) {
    out.writeBytes(body);
  }

  private long seconds() {
    long most = maxAge.toSeconds();
    return jitter ? ThreadLocalRandom.current().nextLong(most - most / 5, most + 1) : most;
  }

  private boolean matches(@Nullable String ifNoneMatch) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(",", -1))
            .map(String::strip)
            // Weak comparison (RFC 9110 §8.8.3.2): a proxy may have weakened the tag.
            .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
            .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
  }

  private static String digest(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
