package dev.signet.authority.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.operator.OperatorClient;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** An operator is added at the command line and works over HTTP, as the guide says. */
class OperatorJourneyTest {
  private static final Logger AUDIT = (Logger) LoggerFactory.getLogger("audit");

  @Test
  void revokesOverHttpWhatTheCommandLineSees(@TempDir Path folder) {
    ListAppender<ILoggingEvent> events = new ListAppender<>();
    events.start();
    AUDIT.addAppender(events);
    try (RunningAuthority authority = new RunningAuthority().start()) {
      Shell shell = new Shell(folder).with("SIGNET_STORAGE_FILE", authority.database().toString());
      String secret =
          shell
              .succeed(
                  "clients",
                  "add",
                  "ops",
                  "--audience",
                  Shell.ISSUER,
                  "--scope",
                  "revocations",
                  "--json")
              .onlyObject()
              .required("client_secret")
              .asText();
      OperatorClient ops = OperatorClient.of(authority, "ops", secret).acquire();

      assertThat(ops.add("{\"sub\":\"alice\",\"reason\":\"stolen\"}").status()).isEqualTo(201);

      assertThat(shell.succeed("revocations", "list").out())
          .startsWith("1  tokens of holder alice issued before");
      assertThat(shell.succeed("revocations", "status").out()).startsWith("seq 1 enforced by 0 of");
      shell.succeed("revocations", "remove", "1");
      assertThat(ops.delete("1").status()).isEqualTo(404);
    } finally {
      AUDIT.detachAppender(events);
    }
    assertThat(events.list.stream().map(ILoggingEvent::getFormattedMessage))
        .anyMatch(line -> line.contains("revocation_added") && line.contains("\"by\":\"ops\""))
        .anyMatch(
            line ->
                line.contains("revocation_removed") && line.contains("\"by\":\"command line\""));
  }
}
