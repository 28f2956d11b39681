package dev.signet.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpAnswerTest {
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
