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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A public document, served from memory with {@code ETag} and a truthful {@code max-age}.
 *
 * <p>One of 1 KiB or more has a second form, by gzip, for those who ask for it; each form has an
 * {@code ETag} of its own and says {@code Vary}, so that a cache gives nobody the wrong one.
 *
 * <p>Immutable: a changed document is a new object.
 */
public final class PublishedDocument {
  private static final int LEAST_COMPRESSED = 1024;

  private final String contentType;
  private final byte[] body;
  private final Duration maxAge;
  private final boolean jitter;
  private final String hash;
  private final Optional<CompressedForm> compressed;

  /**
   * Makes a document.
   *
   * @param contentType its media type
   * @param body its bytes
   * @param maxAge how long a cache may serve it without asking again, at most
   */
  public PublishedDocument(String contentType, byte[] body, Duration maxAge) {
    this.contentType = contentType;
    this.body = body.clone();
    this.maxAge = maxAge;
    this.jitter = false;
    this.hash = digest(body);
    this.compressed =
        body.length < LEAST_COMPRESSED
            ? Optional.empty()
            : Optional.of(new CompressedForm(this.body));
  }

  private PublishedDocument(PublishedDocument other, boolean jitter) {
    this.contentType = other.contentType;
    this.body = other.body;
    this.maxAge = other.maxAge;
    this.jitter = jitter;
    this.hash = other.hash;
    this.compressed = other.compressed;
  }

  /**
   * The same document, its {@code max-age} drawn for each answer from four fifths to the whole, so
   * that caches filled together do not come back together.
   */
  public PublishedDocument withJitter() {
    return new PublishedDocument(this, true);
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
    Optional<CompressedForm> form = compressed.filter(any -> asksForGzip(ctx));
    String etag = '"' + hash + (form.isPresent() ? "-gzip" : "") + '"';
    ctx.header("ETag", etag)
        .header("Cache-Control", "public, max-age=" + seconds())
        .header("Access-Control-Allow-Origin", "*")
        .header("X-Content-Type-Options", "nosniff");
    if (compressed.isPresent()) {
      ctx.header("Vary", "Accept-Encoding");
    }
    if (matches(etag, ctx.header("If-None-Match"))) {
      ctx.status(304);
    } else {
      form.ifPresent(any -> ctx.header("Content-Encoding", "gzip"));
      byte[] sent = form.map(CompressedForm::bytes).orElse(body);
      // Else what is larger than a buffer comes in chunks, and a cache learns of its end too late.
      ctx.res().setContentLength(sent.length);
      ctx.contentType(contentType).result(sent);
    }
  }

  private static boolean asksForGzip(Context ctx) {
    List<String> values = Collections.list(ctx.req().getHeaders("Accept-Encoding"));
    return new AcceptHeader(values).allows("gzip");
  }

  /** Writes its bytes. */
  public void writeTo(ByteArrayOutputStream out) {
    out.writeBytes(body);
  }

  private long seconds() {
    long most = maxAge.toSeconds();
    return jitter ? ThreadLocalRandom.current().nextLong(most - most / 5, most + 1) : most;
  }

  private static boolean matches(String etag, @Nullable String ifNoneMatch) {
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
