package dev.signet.validator.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.signet.validator.TestKey;
import dev.signet.validator.document.DocumentReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A list of a million entries: what it weighs, and that all of it is found. */
class RevocationSizeTest {
  private static final int MILLION = 1_000_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static long[] names = new long[0];
  private static byte[] body = new byte[0];

  @BeforeAll
  static void writeTheList() {
    names =
        new SplittableRandom(1)
            .longs()
            .distinct()
            .limit(MILLION)
            .sorted()
            .map(name -> name ^ Long.MIN_VALUE)
            .toArray();
    ByteBuffer bytes = ByteBuffer.allocate(MILLION * Long.BYTES);
    for (long name : names) {
      bytes.putLong(name);
    }
    String tokens = TestDocument.quoted(TestDocument.encode(bytes.array()));
    // By an algorithm that hashes as it goes: others keep a copy, which is no doing of the reader.
    body = TestDocument.list(1).claim("tokens", tokens).signedBy(TestKey.ES256).body();
  }

  @Test
  void fitsInADocumentWithRoomForRules() {
    assertThat(body.length).isLessThan(DocumentReader.MAX_BYTES - (2 << 20));
  }

  @Test
  void isReadWithoutAnObjectForEachEntry() throws IOException {
    TestDocument.reader().readList(TestDocument.list(0).body());
    long before = THREADS.getCurrentThreadAllocatedBytes();

    RevocationList list = TestDocument.reader().readList(body);

    // The text as string, ASCII and claims, their string, chunks of it twice, and the names.
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(8L * body.length);
    assertThat(list.size()).isEqualTo(MILLION);
  }

  @Test
  void findsEachEntryAndNoNeighbour() throws IOException {
    TokenNames found = parsed(names);

    for (int i = 0; i < MILLION; i++) {
      long ordered = names[i] ^ Long.MIN_VALUE;
      assertThat(found.contains(ordered)).isTrue();
      boolean followed = i + 1 < MILLION && names[i + 1] == names[i] + 1;
      assertThat(found.contains(ordered + 1)).isEqualTo(followed);
    }
  }

  @Test
  void findsEntriesThatDoNotLieEvenly() throws IOException {
    // As no hash would be: what the search by proportion expects least.
    long[] powers = new long[63];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = 1L << i;
    }
    TokenNames found = parsed(powers);

    for (long name : powers) {
      assertThat(found.contains(name ^ Long.MIN_VALUE)).isTrue();
      assertThat(found.contains((name * 3) ^ Long.MIN_VALUE)).isFalse();
    }
    assertThat(found.contains(Long.MIN_VALUE)).isFalse();
    assertThat(found.contains(Long.MAX_VALUE)).isFalse();
  }

  private static TokenNames parsed(long[] sorted) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(sorted.length * Long.BYTES);
    for (long name : sorted) {
      bytes.putLong(name);
    }
    return TokenNames.parse(TestDocument.encode(bytes.array()));
  }
}
