package dev.signet.validator.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.signet.validator.revocation.stream.OpenEvents;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever comes on a stream, in whatever portions, is the events that HTML makes of it, up to the
 * first that is larger than allowed.
 */
@Timeout(10)
class EventStreamFuzzTest {
  private static final int SMALL = 64;
  private static final String MARK = "\u00ef\u00bb\u00bf";

  @FuzzTest
  void readsTheEventsThatAnotherReaderReads(byte[] stream) {
    List<String> expected = reference(new String(stream, ISO_8859_1));

    OpenEvents whole = read(stream, stream.length, 8192);
    assertThat(whole.tooLarge()).isFalse();
    assertThat(texts(whole)).isEqualTo(expected);
    assertThat(texts(read(stream, stream.length, 1))).isEqualTo(expected);

    OpenEvents bounded = read(stream, SMALL, 7);
    List<String> within = texts(bounded);
    assertThat(within).allSatisfy(event -> assertThat(event.length()).isLessThanOrEqualTo(SMALL));
    assertThat(within)
        .isEqualTo(bounded.tooLarge() ? expected.subList(0, within.size()) : expected);
  }

  private static OpenEvents read(byte[] stream, int maxBytes, int chunk) {
    return Cost.OF_TEXT.bounds(stream.length, () -> OpenEvents.read(stream, maxBytes, chunk));
  }

  private static List<String> texts(OpenEvents open) {
    return open.events().stream().map(event -> new String(event, ISO_8859_1)).toList();
  }

  /** HTML §9.2.6, by its own words: lines, fields, and a buffer that an empty line dispatches. */
  private static List<String> reference(String text) {
    String unmarked = text.startsWith(MARK) ? text.substring(MARK.length()) : text;
    String[] lines = unmarked.split("\r\n|\r|\n", -1);
    List<String> events = new ArrayList<>();
    StringBuilder buffer = new StringBuilder();
    for (int i = 0; i < lines.length - 1; i++) {
      String line = lines[i];
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      if (line.isEmpty() && !buffer.isEmpty()) {
        events.add(buffer.substring(0, buffer.length() - 1));
        buffer.setLength(0);
      } else if (field.equals("data")) {
        String value = colon < 0 ? "" : line.substring(colon + 1);
        buffer.append(value.startsWith(" ") ? value.substring(1) : value).append('\n');
      }
    }
    return events;
  }
}
