package dev.signet.benchmarks.revocation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class EventScannerTest {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final EventScanner scanner = new EventScanner();

  private static String chunk(String data) {
    return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
  }

  private static String event(long id) {
    return "id: " + id + "\nevent: delta\ndata: eyJ0.eyJ9." + "x".repeat(100) + "\n\n";
  }

  private void read(String text) {
    scanner.read(ByteBuffer.wrap(text.getBytes(US_ASCII)));
  }

  @Test
  void hasSeenNothingInTheHeadOfAnAnswer() {
    read(HEAD);

    assertThat(scanner.latest()).isEqualTo(-1);
    assertThat(scanner.events()).isZero();
  }

  @Test
  void findsTheLatestOfSeveralEvents() {
    read(HEAD + chunk(event(7)) + chunk(event(12) + event(13)));

    assertThat(scanner.latest()).isEqualTo(13);
    assertThat(scanner.events()).isEqualTo(3);
  }

  @Test
  void findsThemHoweverTheyAreCutOnTheWay() {
    for (char each : (HEAD + chunk(event(7)) + chunk(event(123_456_789))).toCharArray()) {
      read(String.valueOf(each));
    }

    assertThat(scanner.latest()).isEqualTo(123_456_789);
    assertThat(scanner.events()).isEqualTo(2);
  }

  @Test
  void countsNoEventBeforeItsLastByte() {
    String whole = HEAD + chunk(event(7));
    int end = whole.lastIndexOf("\n\n") + 2;

    read(whole.substring(0, end - 1));
    assertThat(scanner.latest()).isEqualTo(-1);

    read(whole.substring(end - 1, end));
    assertThat(scanner.latest()).isEqualTo(7);
  }

  @Test
  void findsAnEventWhoseEndIsInAnotherChunk() {
    String event = event(7);
    read(chunk(event.substring(0, event.length() - 1)) + chunk("\n"));

    assertThat(scanner.latest()).isEqualTo(7);
  }
}
