package dev.signet.authority.directory.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.signet.authority.MutableClock;
import dev.signet.authority.directory.DirectoryException;
import dev.signet.authority.directory.TestCredentials;
import dev.signet.authority.storage.ConsumerRecord;
import dev.signet.authority.storage.InMemoryStorage;
import dev.signet.authority.storage.TestRecords;
import dev.signet.authority.storage.credential.CredentialKind;
import dev.signet.authority.storage.credential.CredentialRecord;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CredentialAdministrationTest {
  private static final Terms UNLIMITED = new Terms("", null);

  private final InMemoryStorage storage = new InMemoryStorage();
  private final MutableClock clock = new MutableClock(TestRecords.NOW);
  private final CredentialAdministration administration =
      new CredentialAdministration(storage, TestCredentials.cheap().secrets(), clock);

  @BeforeEach
  void addAClient() {
    storage.consumers().add(TestRecords.application("reports"));
  }

  @Test
  void keepsTheHashOfASecretAlone() {
    NewSecret added = administration.addSecret("reports", UNLIMITED);

    assertThat(added.credential().value())
        .startsWith("hmac-sha256:")
        .doesNotContain(added.secret());
    assertThat(added.toString() + added.credential())
        .doesNotContain(added.secret(), added.credential().value());
    assertThat(storage.credentialReader().find("reports")).contains(added.credential());
  }

  @Test
  void endsWithTheCertificateOrByItsTermsWhicheverIsSooner() {
    PublicCredential certificate =
        new PublicCredential(CredentialKind.CERTIFICATE, "00", TestRecords.NOW.plusSeconds(60));

    assertThat(administration.add("reports", certificate, UNLIMITED).expiresAt())
        .isEqualTo(TestRecords.NOW.plusSeconds(60));
    assertThat(expiry(certificate, 59)).isEqualTo(TestRecords.NOW.plusSeconds(59));
    assertThat(expiry(certificate, 61)).isEqualTo(TestRecords.NOW.plusSeconds(60));
  }

  private @Nullable Instant expiry(PublicCredential credential, int seconds) {
    Terms terms = new Terms("", Duration.ofSeconds(seconds));
    return administration.add("reports", credential, terms).expiresAt();
  }

  @Test
  void refusesACertificateThatHasExpired() {
    PublicCredential ended =
        new PublicCredential(CredentialKind.CERTIFICATE, "00", TestRecords.NOW);

    assertThatThrownBy(() -> administration.add("reports", ended, UNLIMITED))
        .isInstanceOf(DirectoryException.class)
        .hasMessageStartingWith("certificate: it expired");
  }

  /** Nodes of the version before ask the consumer's own record. */
  @Test
  void takesASecretThatExpiresNowFromOlderProgramsToo() {
    administration.addSecret("reports", UNLIMITED);
    administration.expire("reports", CredentialRecord.FIRST, Duration.ofHours(1));
    assertThat(credentialForOlderPrograms())
        .isEqualTo(TestRecords.application("reports").credential());

    administration.expire("reports", CredentialRecord.FIRST, Duration.ZERO);

    assertThat(credentialForOlderPrograms()).isEqualTo(ConsumerRecord.NO_CREDENTIAL);
  }

  @Test
  void leavesTheFirstSecretToOlderProgramsWhenAnotherExpires() {
    NewSecret second = administration.addSecret("reports", UNLIMITED);

    administration.expire("reports", second.credential().id(), Duration.ZERO);

    assertThat(credentialForOlderPrograms())
        .isEqualTo(TestRecords.application("reports").credential());
  }

  private String credentialForOlderPrograms() {
    return storage.consumerReader().find("reports").orElseThrow().credential();
  }

  @Nested
  class Notice {
    private final Logger log = (Logger) LoggerFactory.getLogger(ExpiringCredentials.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final ExpiringCredentials expiring =
        new ExpiringCredentials(storage.credentialReader(), clock);

    @BeforeEach
    void listen() {
      lines.start();
      log.addAppender(lines);
      administration.expire("reports", CredentialRecord.FIRST, Duration.ofDays(31));
    }

    @AfterEach
    void stop() {
      log.detachAppender(lines);
    }

    @Test
    void isGivenThirtyDaysAheadAndOnce() {
      clock.advance(Duration.ofDays(1).minusSeconds(1));
      expiring.look();
      assertThat(expiring.count()).isZero();

      clock.advance(Duration.ofSeconds(1));
      expiring.look();
      expiring.look();

      assertThat(expiring.count()).isEqualTo(1);
      assertThat(lines.list)
          .singleElement()
          .extracting(ILoggingEvent::getFormattedMessage)
          .asString()
          .contains("first of reports expires at 2026-12-23T10:00:00Z");
    }

    @Test
    void endsWithTheExpiry() {
      clock.advance(Duration.ofDays(31).minusSeconds(1));
      expiring.look();
      assertThat(expiring.count()).isEqualTo(1);

      clock.advance(Duration.ofSeconds(1));
      expiring.look();
      assertThat(expiring.count()).isZero();
    }
  }
}
