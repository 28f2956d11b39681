package dev.signet.validator;

import static dev.signet.validator.RevocationBench.accepted;
import static dev.signet.validator.RevocationBench.assertRevoked;
import static dev.signet.validator.RevocationBench.revocations;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.signet.validator.ValidatorEvent.Kind;
import dev.signet.validator.http.StreamingHttp;
import dev.signet.validator.revocation.ScriptedMirror;
import dev.signet.validator.revocation.TestDocument;
import dev.signet.validator.revocation.stream.RevocationStream;
import dev.signet.validator.sync.HandTimer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G06: whatever calls itself compressed, wherever it says so, is never inflated. */
class HostileCompressionTest {
  private static final String LIST = "application/revocation-list+jwt";
  private static final String DELTA = "application/revocation-delta+jwt";
  private static final String CHANGES = ScriptedMirror.ADDRESS + "?since=5";
  private static final int BOMB_BYTES = 32 << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final RevocationBench bench = new RevocationBench();
  private final String token = bench.token().signed();
  private final TokenValidator validator = bench.holding(bench.list(5));

  private TestDocument list() {
    return bench.list(6).tokens("3q2-7w");
  }

  private TestDocument delta() {
    String added = "{\"tokens\":" + TestDocument.names(List.of("3q2-7w")) + "}";
    return bench.delta(5, 6).claim("added", added);
  }

  /** Writes something, and white space that makes 32 MiB of it. */
  private static byte[] bomb(byte[] start, Compression compression) throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream compressed = compression.into(bomb)) {
      compressed.write(start);
      byte[] spaces = new byte[1 << 20];
      Arrays.fill(spaces, (byte) ' ');
      for (int written = 0; written < BOMB_BYTES; written += spaces.length) {
        compressed.write(spaces);
      }
    }
    assertThat(bomb.size()).isLessThan(1 << 20);
    return bomb.toByteArray();
  }

  private interface Compression {
    OutputStream into(OutputStream out) throws IOException;
  }

  private static OutputStream deflate(OutputStream out) {
    return new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION, true));
  }

  /** The document as RFC 7516 §4.1.3 would compress it, signed all the same. */
  private static byte[] deflated(TestDocument document) throws IOException {
    String[] parts = document.header("zip", "\"DEF\"").text().split("\\.", -1);
    byte[] claims = bomb(TestTokens.decode(parts[1]), HostileCompressionTest::deflate);
    String input = parts[0] + '.' + TestTokens.encode(claims);
    String signature = TestTokens.encode(TestKey.ED25519.sign(input.getBytes(UTF_8)));
    return (input + '.' + signature).getBytes(ISO_8859_1);
  }

  /** Has it fetched for no more memory than it is long, and sees that nothing came of it. */
  private void assertKept(int length, Kind told, String why) {
    long before = THREADS.getCurrentThreadAllocatedBytes();

    validator.refreshNow();

    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).isLessThan((16 << 20) + 16L * length);
    assertThat(bench.kinds()).endsWith(told);
    assertThat(revocations(validator).faults().lastError()).get().asString().contains(why);
    assertThat(revocations(validator).sequence()).hasValue(5);
    accepted(validator, token);
  }

  private void assertKept(byte[] answer, Kind told, String why) {
    assertKept(answer.length, told, why);
  }

  @Test
  void takesWhatIsNotCompressed() {
    try (Listening listening = new Listening()) {
      bench.mirror.changes(5, delta());
      validator.refreshNow();
      listening.hears(ScriptedStream.HEAD + ScriptedStream.event(delta().text()));

      assertRevoked(validator, token);
      assertRevoked(listening.validator, token);
    }
  }

  @Nested
  @DisplayName("the header zip")
  class InTheHeader {
    @Test
    void ofAListThatIsNotCompressed() {
      bench.mirror.publishes(list().header("zip", "\"DEF\""));

      assertKept(0, Kind.REVOCATIONS_REJECTED, "malformed");
    }

    @Test
    void ofAListThatIs() throws IOException {
      byte[] bomb = deflated(list());
      bench.mirror.answers(ScriptedMirror.ADDRESS, LIST, bomb);
      bench.mirror.answers(CHANGES, LIST, bomb);

      assertKept(bomb, Kind.REVOCATIONS_REJECTED, "malformed");
    }

    @Test
    void ofADeltaLetsTheListBeFetched() throws IOException {
      byte[] bomb = deflated(delta());
      bench.mirror.answers(CHANGES, DELTA, bomb);
      bench.mirror.answers(ScriptedMirror.ADDRESS, LIST, bench.list(7));
      long before = THREADS.getCurrentThreadAllocatedBytes();

      validator.refreshNow();

      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(24 << 20);
      assertThat(revocations(validator).sequence()).hasValue(7);
      accepted(validator, token);
    }

    @Test
    void ofAnEventEndsTheStream() throws IOException {
      try (Listening listening = new Listening()) {
        byte[] bomb = deflated(delta());
        listening.hears(ScriptedStream.HEAD + ScriptedStream.event(new String(bomb, ISO_8859_1)));

        assertThat(bench.kinds()).endsWith(Kind.REVOCATIONS_REJECTED);
        assertThat(revocations(listening.validator).rejectedUpdates()).isEqualTo(1);
        accepted(listening.validator, token);
      }
    }
  }

  @Nested
  @DisplayName("the content encoding")
  class OfTheContent {
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "deflate", "br", "zstd", "gzip, identity"})
    void ofAList(String encoding) throws IOException {
      byte[] bomb = bomb(list().body(), GZIPOutputStream::new);
      bench.mirror.saysThatItIs(encoding);
      bench.mirror.answers(ScriptedMirror.ADDRESS, LIST, bomb);
      bench.mirror.answers(CHANGES, LIST, bomb);

      assertKept(bomb, Kind.REVOCATIONS_FAILED, "content encoding that was not asked for");
    }

    @Test
    void ofADelta() throws IOException {
      byte[] bomb = bomb(delta().body(), GZIPOutputStream::new);
      bench.mirror.saysThatItIs("gzip");
      bench.mirror.answers(CHANGES, DELTA, bomb);

      assertKept(bomb, Kind.REVOCATIONS_FAILED, "content encoding that was not asked for");
    }

    @Test
    void thatIsNotSaid() throws IOException {
      byte[] bomb = bomb(list().body(), GZIPOutputStream::new);
      bench.mirror.answers(ScriptedMirror.ADDRESS, LIST, bomb);
      bench.mirror.answers(CHANGES, DELTA, bomb);

      assertKept(bomb, Kind.REVOCATIONS_REJECTED, "malformed");
    }

    @Test
    void thatIsSaidInASecondField() throws IOException {
      byte[] bomb = bomb(list().body(), GZIPOutputStream::new);
      bench.mirror.saysThatItIs("identity", "gzip");
      bench.mirror.answers(ScriptedMirror.ADDRESS, LIST, bomb);
      bench.mirror.answers(CHANGES, LIST, bomb);

      assertKept(bomb, Kind.REVOCATIONS_REJECTED, "malformed");
    }

    @Test
    void ofAStreamIsNoStream() throws IOException {
      try (Listening listening = new Listening()) {
        byte[] bomb =
            bomb(ScriptedStream.event(delta().text()).getBytes(UTF_8), GZIPOutputStream::new);
        String head = ScriptedStream.HEAD.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n");
        listening.hears(head + new String(bomb, ISO_8859_1));

        assertHeardNothing(listening);
      }
    }

    @Test
    void ofAStreamThatIsNotSaid() throws IOException {
      try (Listening listening = new Listening()) {
        byte[] bomb =
            bomb(ScriptedStream.event(delta().text()).getBytes(UTF_8), GZIPOutputStream::new);
        listening.hears(ScriptedStream.HEAD + new String(bomb, ISO_8859_1));

        assertHeardNothing(listening);
      }
    }

    private void assertHeardNothing(Listening listening) {
      assertThat(revocations(listening.validator).stream())
          .contains(new ValidatorState.Stream(false, 0));
      assertThat(revocations(listening.validator).sequence()).hasValue(5);
      accepted(listening.validator, token);
    }
  }

  @Nested
  @DisplayName("a claim, as status lists have it")
  class InAClaim {
    @Test
    void ofAList() throws IOException {
      byte[] bomb = bomb(new byte[8], DeflaterOutputStream::new);
      TestDocument list = list().claim("tokens", '"' + TestTokens.encode(bomb) + '"');
      bench.mirror.publishes(list);

      assertKept(list.body(), Kind.REVOCATIONS_REJECTED, "tokens");
    }
  }

  /** A validator beside the one above, which listens. */
  private final class Listening implements AutoCloseable {
    private final ScriptedStream server = new ScriptedStream();
    private final RevocationStream stream =
        new RevocationStream(
            new StreamingHttp(StreamingHttp.Limits.usual()), new HandTimer(), 4 << 20);
    private final TokenValidator validator = bench.listening(bench.list(5), stream);

    void hears(String answer) {
      server.says(answer);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      stream.follow(Optional.of(server.uri()));
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(24 << 20);
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
