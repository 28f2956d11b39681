package dev.signet.validator.revocation.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.signet.validator.sync.HandTimer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of Server-Sent Events, as far as it is needed. */
class EventReaderTest {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final HandTimer timer = new HandTimer();

  @Test
  void readsTheDataOfEachEventAndNothingElse() throws IOException {
    assertThat(events("id: 1\nevent: delta\ndata: one\nretry: 5\n\n: beat\n\ndata: two\n\n"))
        .containsExactly("one", "two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void takesEveryEndOfALine(String end) throws IOException {
    assertThat(events("data: one" + end + end + "data: two" + end + end))
        .containsExactly("one", "two");
  }

  @Test
  void takesOneSpaceAfterTheColonForNoPartOfTheData() throws IOException {
    assertThat(events("data:one\n\ndata: two\n\ndata:  three\n\n"))
        .containsExactly("one", "two", " three");
  }

  @Test
  void joinsLinesOfData() throws IOException {
    assertThat(events("data: one\ndata\ndata: two\n\n")).containsExactly("one\n\ntwo");
  }

  @Test
  void passesOverFieldsThatOnlyBeginLikeData() throws IOException {
    assertThat(events("database: one\n\ndat: two\n\n: data: three\n\nDATA: four\n\n")).isEmpty();
  }

  @Test
  void passesOverAMarkAtTheVeryBeginningAlone() throws IOException {
    String mark = "\u00ef\u00bb\u00bf";

    assertThat(events(mark + "data: one\n\n" + mark + "data: two\n\n")).containsExactly("one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "data: one", "data: one\n", "data: one\r", ": beat\n\n"})
  void dropsAnEventThatIsNotWhole(String text) throws IOException {
    assertThat(events(text)).isEmpty();
  }

  @Test
  void takesAnEventOfExactlyTheSizeAllowed() throws IOException {
    // 6 for the name of the field, and an end for each line.
    String data = "a".repeat(64 - 6);

    assertThat(events("data: " + data + "\n\n")).containsExactly(data);
    assertThatIOException()
        .isThrownBy(() -> events("data: " + data + "a\n\n"))
        .withMessage("an event larger than allowed");
  }

  @Test
  void countsCommentsTooButEachEventAnew() throws IOException {
    assertThatIOException().isThrownBy(() -> events(":\n".repeat(40) + "data: one\n\n"));
    assertThat(events("data: one\n\n".repeat(40))).hasSize(40);
  }

  @Test
  void waitsForAnEventUpToATimeHoweverMuchDrips() throws IOException {
    assertThat(dripping(Duration.ofSeconds(1), "data: one\n\n")).containsExactly("one");
    assertThatIOException()
        .isThrownBy(() -> dripping(Duration.ofSeconds(3), "data: one\n\n"))
        .withMessageContaining("no event within");
  }

  private List<String> dripping(Duration step, String text) throws IOException {
    return events(
        new ByteArrayInputStream(text.getBytes(ISO_8859_1)) {
          @Override
          public synchronized int read(byte[] target) throws IOException {
            timer.advance(step);
            return read(target, 0, 1);
          }
        });
  }

  private List<String> events(String text) throws IOException {
    return events(new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
  }

  private List<String> events(InputStream source) throws IOException {
    EventReader reader = new EventReader(source, 64, LONGEST, timer);
    List<String> events = new ArrayList<>();
    for (byte[] data = reader.next(); data != null; data = reader.next()) {
      events.add(new String(data, ISO_8859_1));
    }
    return events;
  }
}
