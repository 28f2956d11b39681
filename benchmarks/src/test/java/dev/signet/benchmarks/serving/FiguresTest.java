package dev.signet.benchmarks.serving;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.signet.benchmarks.figures.Latencies;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A wrong figure looks like any other: what makes the figures is tested. */
class FiguresTest {
  @Nested
  class Answers {
    private static final String ANSWER =
        "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 4\r\n\r\nbody";

    private static Optional<HttpAnswer> find(String text) {
      return HttpAnswer.find(text.getBytes(US_ASCII), text.length());
    }

    @Test
    void areFoundOnceTheLastByteHasCome() {
      assertThat(find(ANSWER)).contains(new HttpAnswer(200, ANSWER.length()));
    }

    @Test
    void areIncompleteAtEveryByteBefore() {
      for (int filled = 0; filled < ANSWER.length(); filled++) {
        assertThat(HttpAnswer.find(ANSWER.getBytes(US_ASCII), filled)).isEmpty();
      }
    }

    @Test
    void tellARefusal() {
      String refusal = "HTTP/1.1 401 Unauthorized\r\ncontent-length:0\r\n\r\n";

      assertThat(find(refusal)).map(HttpAnswer::status).contains(401);
    }

    @Test
    void withoutALengthAreNotGuessed() {
      assertThatIllegalStateException()
          .isThrownBy(() -> find("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
    }
  }

  @Nested
  class Rates {
    @Test
    void areAnswersPerSecond() {
      assertThat(load(0).perSecond()).isEqualTo(0.5);
    }

    @Test
    void areNotGivenWhenOneAnswerFailed() {
      assertThatIllegalStateException().isThrownBy(() -> load(1).perSecond());
    }

    private static Load load(int failures) {
      Latencies latencies = new Latencies();
      latencies.add(1);
      return new Load(latencies, failures, Duration.ofSeconds(2));
    }
  }

  @Nested
  class Ratios {
    @Test
    void compareEachRoundWithTheSigningFloorOfThatRound() {
      List<List<Round>> rounds =
          List.of(
              List.of(new Round(50, 1, 2, 300), new Round(100, 1, 2, 100)),
              List.of(new Round(20, 1, 2, 300), new Round(80, 1, 2, 100)),
              List.of(new Round(60, 1, 2, 300), new Round(200, 1, 2, 100)));

      String rows = IssueTable.rows("17", List.of("authority", "floor"), rounds);

      assertThat(rows)
          .isEqualTo(
              """
              | 17 | authority | 50 (20-60) | 1.0 | 2.0 | 300 | 3.00 | 0.30 |
              | 17 | floor | 100 (80-200) | 1.0 | 2.0 | 100 | 1.00 | 1.00 |
              """);
    }
  }
}
