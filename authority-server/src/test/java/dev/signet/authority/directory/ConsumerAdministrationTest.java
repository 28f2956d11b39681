package dev.signet.authority.directory;

import static dev.signet.authority.directory.TestConsumers.newConsumer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.ConsumerRecord;
import dev.signet.authority.storage.InMemoryStorage;
import dev.signet.authority.storage.TestRecords;
import java.time.Clock;
import java.time.ZoneOffset;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerAdministrationTest {
  private static final String PASSWORD = "correct horse";

  private final InMemoryStorage storage = new InMemoryStorage();
  private final Credentials credentials = TestCredentials.cheap();
  private final Clock clock = Clock.fixed(TestRecords.NOW, ZoneOffset.UTC);
  private final ConsumerAdministration administration =
      new ConsumerAdministration(storage, credentials, clock);
  private final ConsumerDirectory directory =
      new StoredConsumerDirectory(
          storage.consumerReader(),
          new ClientCredentials(
              storage.credentialReader(), new CredentialUses(storage.credentials(), clock), clock),
          credentials);

  private static void assertRefused(ThrowingCallable deed, String field) {
    assertThatThrownBy(deed)
        .isInstanceOf(DirectoryException.class)
        .hasMessageStartingWith(field + ":");
  }

  @Nested
  class Adding {
    @Test
    void keepsAnApplicationWithTheHashOfItsSecret() {
      String secret = administration.addApplication(newConsumer("reports"));

      ConsumerRecord kept = storage.consumerReader().find("reports").orElseThrow();
      assertThat(kept.kind()).isEqualTo(ConsumerKind.APPLICATION);
      assertThat(kept.credential()).startsWith("hmac-sha256:").doesNotContain(secret);
      assertThat(kept.enabled()).isTrue();
      assertThat(kept.createdAt()).isEqualTo(TestRecords.NOW);
    }

    @Test
    void keepsAUserWithTheHashOfThePassword() {
      administration.addUser(newConsumer("alice"), PASSWORD);

      ConsumerRecord kept = storage.consumerReader().find("alice").orElseThrow();
      assertThat(kept.kind()).isEqualTo(ConsumerKind.USER);
      assertThat(kept.credential()).startsWith("$argon2id$").doesNotContain(PASSWORD);
    }

    @Test
    void refusesANameThatTheOtherKindHas() {
      administration.addUser(newConsumer("alice"), PASSWORD);

      assertRefused(() -> administration.addApplication(newConsumer("alice")), "name");
      assertThat(directory.authenticate("alice", PASSWORD)).isPresent();
    }
  }

  @Nested
  class Passwords {
    @Test
    void mayHaveEightToTwoHundredAndFiftySixCharacters() {
      administration.addUser(newConsumer("short"), "a".repeat(8));
      // A character beyond the basic plane is one character of two halves.
      administration.addUser(newConsumer("long"), "\ud83d\udd11".repeat(256));

      assertThat(directory.authenticate("short", "a".repeat(8))).isPresent();
      assertThat(directory.authenticate("long", "\ud83d\udd11".repeat(256))).isPresent();
      assertThat(directory.authenticate("long", "\ud83d\udd11".repeat(255))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 257})
    void mayNotBeShorterOrLonger(int length) {
      assertRefused(
          () -> administration.addUser(newConsumer("alice"), "a".repeat(length)), "password");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "correct\nhorse",
          "correct\u0000horse",
          "correct\u0085horse",
          "correct\ud800horse",
          "sgs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        })
    void mayNotBeWhatNeverMatches(String password) {
      assertRefused(() -> administration.addUser(newConsumer("alice"), password), "password");
      assertThat(storage.consumerReader().find("alice")).isEmpty();
    }

    @Test
    void areReplacedForAUser() {
      administration.addUser(newConsumer("alice"), PASSWORD);

      administration.setPassword("alice", "battery staple");

      assertThat(directory.authenticate("alice", PASSWORD)).isEmpty();
      assertThat(directory.authenticate("alice", "battery staple")).isPresent();
    }

    @Test
    void areNotForApplications() {
      String secret = administration.addApplication(newConsumer("reports"));

      assertRefused(() -> administration.setPassword("reports", PASSWORD), "name");
      assertThat(directory.authenticate("reports", secret)).isPresent();
    }

    @Test
    void stayOffWhenReplacedForADisabledUser() {
      administration.addUser(newConsumer("alice"), PASSWORD);
      administration.disable("alice");

      administration.setPassword("alice", "battery staple");

      assertThat(directory.authenticate("alice", "battery staple")).isEmpty();
    }
  }

  @Nested
  class Disabling {
    @Test
    void isUndoneByEnablingWithTheSameSecret() {
      String secret = administration.addApplication(newConsumer("reports"));

      administration.disable("reports");
      assertThat(directory.authenticate("reports", secret)).isEmpty();

      administration.enable("reports");
      assertThat(directory.authenticate("reports", secret)).isPresent();
    }

    @Test
    void isFineTwice() {
      administration.addApplication(newConsumer("reports"));

      administration.disable("reports");
      administration.disable("reports");

      assertThat(directory.find("reports")).isEmpty();
    }

    @Test
    void refusesWhoIsNotThere() {
      assertRefused(() -> administration.disable("nobody"), "name");
      assertRefused(() -> administration.enable("not a name"), "name");
    }
  }

  @Test
  void listsOneKindWithTheDisabledOnes() {
    administration.addApplication(newConsumer("reports"));
    administration.addApplication(newConsumer("batch"));
    administration.addUser(newConsumer("alice"), PASSWORD);
    administration.disable("batch");

    assertThat(administration.list(ConsumerKind.APPLICATION))
        .extracting(entry -> entry.consumer().name() + " " + entry.enabled())
        .containsExactly("batch false", "reports true");
    assertThat(administration.list(ConsumerKind.USER))
        .extracting(ConsumerEntry::createdAt)
        .containsExactly(TestRecords.NOW);
  }
}
