package dev.signet.authority.quota;

import static dev.signet.authority.token.TokenClient.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.quota.published.AllowancePublisher;
import dev.signet.authority.quota.published.PublishedAllowances;
import dev.signet.authority.token.TokenClient;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** An allowance that somebody wrote by hand, and badly, beside a server that runs. */
class DamagedAllowanceTest {
  private final RunningAuthority authority = new RunningAuthority().start();
  private final PublishedAllowances published = new PublishedAllowances(authority);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(AllowancePublisher.class);

  @BeforeEach
  void hearTheLog() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
    authority.close();
  }

  private void write(String name, int calls) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + authority.database());
        Statement statement = connection.createStatement()) {
      Instant now = authority.clock().instant();
      statement.execute(
          String.format(
              Locale.ROOT,
              "INSERT INTO allowances VALUES ('%s', NULL, NULL, %d, 60, 'sub', 1, %d)",
              name,
              calls,
              now.getEpochSecond()));
    }
  }

  private Answer ask(String name, String secret) {
    return TokenClient.of(authority).basic(name, secret, GRANT);
  }

  @Test
  void keepsTokensFromItsConsumerAloneAndIsCleared() throws SQLException {
    String billing = authority.addApplication("billing");
    String reports = authority.addApplication("reports");
    write("billing", 0);
    write("reports", 9);

    Answer refused = ask("billing", billing);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.error()).isEqualTo("temporarily_unavailable");
    assertThat(ask("reports", reports).status()).isEqualTo(200);

    authority.authority().storage().allowances().remove("billing");
    assertThat(ask("billing", billing).status()).isEqualTo(200);
  }

  @Test
  void isNotPublishedAndTheOthersAre() throws SQLException {
    write("billing", 0);
    write("reports", 9);

    authority.followAllowances();
    authority.followAllowances();

    assertThat(published.names("sub", "reports")).isTrue();
    assertThat(published.names("sub", "billing")).isFalse();
    assertThat(told())
        .containsExactly(
            "the allowance of billing is damaged (limit must be from 1 to 1000000000); run: quotas"
                + " clear billing; it is not published");

    authority.authority().storage().allowances().remove("billing");
    authority.followAllowances();
    write("billing", 0);
    authority.followAllowances();
    assertThat(told()).hasSize(2);
  }

  private List<String> told() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
