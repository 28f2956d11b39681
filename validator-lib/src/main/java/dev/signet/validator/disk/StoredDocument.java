package dev.signet.validator.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.validator.keys.Sha256;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A document as it was fetched, with where from and when.
 *
 * <p>On the disk it is two lines and the bytes of the document:
 *
 * <pre>{@code
 * signet-snapshot 1 <SHA-256 of all that follows, hex>
 * <fetched at, ms since the epoch> <max-age in seconds, or -> <origin>
 * }</pre>
 */
public final class StoredDocument {
  private static final String FORMAT = "signet-snapshot 1 ";
  private static final int CHECKSUM_CHARS = 64;

  private final String origin;
  private final Instant fetchedAt;
  private final Optional<Duration> maxAge;
  private final byte[] body;

  /**
   * Makes a document.
   *
   * @param origin where it comes from, on one line
   * @param fetchedAt when, by our wall clock
   * @param maxAge how long its source called it fresh
   * @throws IllegalArgumentException if the origin has a line break
   */
  public StoredDocument(String origin, Instant fetchedAt, Optional<Duration> maxAge, byte[] body) {
    if (origin.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("origin has a line break");
    }
    this.origin = origin;
    this.fetchedAt = fetchedAt;
    this.maxAge = maxAge;
    this.body = body.clone();
  }

  /** Where the document comes from. */
  public String origin() {
    return origin;
  }

  /** When it was fetched, to the millisecond. */
  public Instant fetchedAt() {
    return fetchedAt;
  }

  /** How long its source called it fresh, if it said so. */
  public Optional<Duration> maxAge() {
    return maxAge;
  }

  /** The bytes as they came. */
  public byte[] body() {
    return body.clone();
  }

  byte[] encode() {
    String freshFor = maxAge.map(age -> String.valueOf(age.toSeconds())).orElse("-");
    String head = fetchedAt.toEpochMilli() + " " + freshFor + " " + origin + "\n";
    ByteArrayOutputStream covered = new ByteArrayOutputStream();
    covered.writeBytes(head.getBytes(UTF_8));
    covered.writeBytes(body);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes((FORMAT + checksum(covered.toByteArray()) + "\n").getBytes(UTF_8));
    file.writeBytes(covered.toByteArray());
    return file.toByteArray();
  }

  static StoredDocument decode(byte[] file) throws IgnoredSnapshotException {
    int start = FORMAT.length() + CHECKSUM_CHARS + 1;
    if (file.length < start || !startsWith(file, FORMAT)) {
      throw new IgnoredSnapshotException("truncated, or of another format");
    }
    byte[] covered = Arrays.copyOfRange(file, start, file.length);
    if (!startsWith(file, FORMAT + checksum(covered) + "\n")) {
      throw new IgnoredSnapshotException("truncated or altered: its checksum is wrong");
    }
    int headEnd = lineEnd(covered);
    String[] head = new String(covered, 0, headEnd, UTF_8).split(" ", 3);
    if (head.length < 3 || head[2].isEmpty()) {
      throw new IgnoredSnapshotException("without a readable head");
    }
    Instant fetchedAt = Instant.ofEpochMilli(number(head[0], 15));
    Optional<Duration> maxAge =
        head[1].equals("-")
            ? Optional.empty()
            : Optional.of(Duration.ofSeconds(number(head[1], 10)));
    byte[] body =
        Arrays.copyOfRange(covered, Math.min(headEnd + 1, covered.length), covered.length);
    return new StoredDocument(head[2], fetchedAt, maxAge, body);
  }

  private static long number(String digits, int most) throws IgnoredSnapshotException {
    boolean good = !digits.isEmpty() && digits.length() <= most;
    long number = 0;
    for (int i = 0; good && i < digits.length(); i++) {
      char c = digits.charAt(i);
      good = c >= '0' && c <= '9';
      number = 10 * number + c - '0';
    }
    if (!good) {
      throw new IgnoredSnapshotException("without a readable head");
    }
    return number;
  }

  private static boolean startsWith(byte[] file, String text) {
    byte[] start = text.getBytes(UTF_8);
    return file.length >= start.length
        && Arrays.equals(file, 0, start.length, start, 0, start.length);
  }

  private static int lineEnd(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  /** Lower-case hex of the SHA-256: it finds faults of the disk, it authenticates nothing. */
  static String checksum(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.of(bytes));
  }
}
