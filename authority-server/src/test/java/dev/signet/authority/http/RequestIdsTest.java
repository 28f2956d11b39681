package dev.signet.authority.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.signet.authority.RunningAuthority;
import io.restassured.RestAssured;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class RequestIdsTest {
  @RegisterExtension static final RunningAuthority AUTHORITY = new RunningAuthority();

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "-" + TRACE + "-00f067aa0ba902b7-01";

  private static String id(Map<String, String> headers) {
    return RestAssured.given()
        .headers(headers)
        .get(AUTHORITY.url("/health/live"))
        .header("X-Request-Id");
  }

  private static String idOf(String traceparent) {
    return id(Map.of("traceparent", traceparent));
  }

  @ParameterizedTest
  @ValueSource(strings = {"order-47.11_a", "x", "ABC"})
  void keepsAHarmlessId(String offered) {
    assertThat(id(Map.of("X-Request-Id", offered))).isEqualTo(offered);
  }

  @Test
  void replacesAnyOther() {
    for (String offered : new String[] {"two words", "x".repeat(65), "{\"a\":1}"}) {
      assertThat(id(Map.of("X-Request-Id", offered))).matches("[0-9a-f-]{36}");
    }
    assertThat(id(Map.of("X-Request-Id", "x".repeat(64)))).isEqualTo("x".repeat(64));
  }

  @ParameterizedTest
  @ValueSource(strings = {"00" + PARENT, "cc" + PARENT, "cc" + PARENT + "-what-will-be"})
  void takesTheIdOfItsTrace(String traceparent) {
    assertThat(idOf(traceparent)).isEqualTo(TRACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ff" + PARENT,
        "00" + PARENT + "-more",
        "00" + PARENT + "1",
        "cc" + PARENT + "1",
        "0" + PARENT,
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-" + TRACE + "-00f067aa0ba902b7",
        TRACE,
      })
  void takesNoIdOfWhatIsNoTrace(String traceparent) {
    assertThat(idOf(traceparent)).matches("[0-9a-f-]{36}");
  }

  @Test
  void logsBothIds() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger requests = (Logger) LoggerFactory.getLogger("requests");
    lines.start();
    requests.addAppender(lines);
    try {
      id(Map.of("X-Request-Id", "order-1", "traceparent", "00" + PARENT));
      id(Map.of("X-Request-Id", "order-2"));
    } finally {
      requests.detachAppender(lines);
    }

    assertThat(lines.list.stream().map(ILoggingEvent::getFormattedMessage))
        .anyMatch(line -> line.contains(" id=order-1 trace=" + TRACE + " from="))
        .anyMatch(line -> line.contains(" id=order-2 trace=- from="));
  }
}
