package dev.signet.authority.directory;

import static dev.signet.authority.directory.TestConsumers.newConsumer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.MutableClock;
import dev.signet.authority.directory.ldap.JoinedDirectory;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.InMemoryStorage;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.TestRecords;
import dev.signet.authority.storage.credential.CredentialKind;
import dev.signet.authority.storage.credential.CredentialRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredConsumerDirectoryTest {
  private static final String PASSWORD = "correct horse";
  private static final String OTHER_SECRET = "sgs_" + "A".repeat(43);

  private final InMemoryStorage storage = new InMemoryStorage();
  private final Credentials credentials = TestCredentials.cheap();
  private final MutableClock clock = new MutableClock(TestRecords.NOW);
  private final CredentialUses uses = new CredentialUses(storage.credentials(), clock);
  private final ClientCredentials clients =
      new ClientCredentials(storage.credentialReader(), uses, clock);
  private final ConsumerDirectory directory =
      new StoredConsumerDirectory(storage.consumerReader(), clients, credentials);
  private String secret = "";
  private String disabledSecret = "";

  @BeforeEach
  void addConsumers() {
    ConsumerAdministration administration = new ConsumerAdministration(storage, credentials, clock);
    secret = administration.addApplication(newConsumer("reports"));
    administration.addUser(newConsumer("alice"), PASSWORD);
    disabledSecret = administration.addApplication(newConsumer("disabled-application"));
    administration.disable("disabled-application");
    administration.addUser(newConsumer("disabled-user"), PASSWORD);
    administration.disable("disabled-user");
  }

  private ConsumerAdministration administration() {
    return new ConsumerAdministration(storage, credentials, clock);
  }

  @Nested
  class Answers {
    @Test
    void knowsTheDisabledAndNobodyElse() {
      assertThat(directory.knows("alice")).isTrue();
      assertThat(directory.knows("disabled-user")).isTrue();
      assertThat(directory.find("disabled-user")).isEmpty();
      assertThat(directory.knows("nobody")).isFalse();
      assertThat(directory.knows("")).isFalse();
    }

    @Test
    void asksAnotherDirectoryOnlyForNamesOfItsOwn() {
      ConsumerDirectory joined = new JoinedDirectory(directory, new Everyone());

      assertThat(joined.knows("disabled-user")).isTrue();
      assertThat(joined.knows("nobody")).as("who may be disabled elsewhere").isTrue();
      assertThat(joined.knows("")).as("no name at all").isFalse();
    }

    /** Tells of nobody whether it is there. */
    private static final class Everyone implements ConsumerDirectory {
      @Override
      public Optional<Consumer> authenticate(String name, String secret) {
        return Optional.empty();
      }

      @Override
      public Optional<Consumer> find(String name) {
        return Optional.empty();
      }

      @Override
      public boolean knows(String name) {
        return true;
      }
    }

    @Test
    void authenticatesAnApplicationByItsSecret() {
      Consumer consumer = directory.authenticate("reports", secret).orElseThrow();

      assertThat(consumer.name()).isEqualTo("reports");
      assertThat(consumer.kind()).isEqualTo(ConsumerKind.APPLICATION);
      assertThat(consumer.rights()).isEqualTo(newConsumer("reports").rights());
      assertThat(consumer.details()).isEqualTo(newConsumer("reports").details());
    }

    @Test
    void authenticatesAUserByItsPassword() {
      assertThat(directory.authenticate("alice", PASSWORD))
          .map(Consumer::kind)
          .contains(ConsumerKind.USER);
    }

    @Test
    void refusesAWrongSecret() {
      assertThat(directory.authenticate("reports", OTHER_SECRET)).isEmpty();
      assertThat(directory.authenticate("alice", "wrong horse")).isEmpty();
    }

    @Test
    void refusesTheSecretOfAnother() {
      assertThat(directory.authenticate("alice", secret)).isEmpty();
      assertThat(directory.authenticate("reports", PASSWORD)).isEmpty();
    }

    @Test
    void refusesTheStoredFormInPlaceOfTheSecret() {
      String stored = storage.consumerReader().find("reports").orElseThrow().credential();

      assertThat(directory.authenticate("reports", stored)).isEmpty();
    }

    @Test
    void refusesADisabledConsumerWithItsOwnSecret() {
      assertThat(directory.authenticate("disabled-application", disabledSecret)).isEmpty();
      assertThat(directory.authenticate("disabled-user", PASSWORD)).isEmpty();
    }

    @Test
    void findsWhoIsEnabledOnly() {
      assertThat(directory.find("reports")).isPresent();
      assertThat(directory.find("alice")).isPresent();
      assertThat(directory.find("disabled-user")).isEmpty();
      assertThat(directory.find("nobody")).isEmpty();
      assertThat(directory.find("' OR 1=1 --")).isEmpty();
    }

    @Test
    void printsNoDetails() {
      assertThat(directory.find("alice").orElseThrow().toString())
          .contains("alice")
          .doesNotContain("Tester");
    }
  }

  /** The work depends on the form of the presented secret alone, whoever is named. */
  @Nested
  class Work {
    private long hmacsBefore;
    private long argonsBefore;

    @BeforeEach
    void count() {
      hmacsBefore = credentials.secrets().computations();
      argonsBefore = credentials.passwords().computations();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "reports",
          "alice",
          "disabled-application",
          "disabled-user",
          "nobody",
          "not a name",
          ""
        })
    void isOneArgon2ForWhatLooksLikeAPassword(String name) {
      assertThat(directory.authenticate(name, "wrong horse")).isEmpty();

      assertWork(0, 1);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "reports",
          "alice",
          "disabled-application",
          "disabled-user",
          "nobody",
          "not a name",
          ""
        })
    void isOneHmacForWhatLooksLikeASecret(String name) {
      assertThat(directory.authenticate(name, OTHER_SECRET)).isEmpty();

      assertWork(1, 0);
    }

    @Test
    void isTheSameWhenTheSecretIsRight() {
      assertThat(directory.authenticate("alice", PASSWORD)).isPresent();
      assertWork(0, 1);

      assertThat(directory.authenticate("reports", secret)).isPresent();
      assertWork(1, 1);
    }

    private void assertWork(int hmacs, int argons) {
      assertThat(credentials.secrets().computations() - hmacsBefore).isEqualTo(hmacs);
      assertThat(credentials.passwords().computations() - argonsBefore).isEqualTo(argons);
    }
  }

  @Nested
  class SeveralSecrets {
    private final String second = credentials.secrets().generate();

    private void addSecond(@Nullable Instant expiresAt) {
      storage
          .credentials()
          .add(
              new CredentialRecord(
                  "reports",
                  "second",
                  CredentialKind.SECRET,
                  credentials.secrets().hash(second),
                  "",
                  clock.instant(),
                  expiresAt,
                  null),
              5);
    }

    @Test
    void areAllRightAtTheSameTime() {
      addSecond(null);

      assertThat(directory.authenticate("reports", secret)).isPresent();
      assertThat(directory.authenticate("reports", second)).isPresent();
      assertThat(directory.authenticate("reports", OTHER_SECRET)).isEmpty();
      assertThat(directory.authenticate("alice", second)).isEmpty();
    }

    @Test
    void areRightUntilTheyExpire() {
      addSecond(clock.instant().plusSeconds(60));
      storage.credentials().expire("reports", CredentialRecord.FIRST, clock.instant());

      assertThat(directory.authenticate("reports", secret)).isEmpty();
      clock.advance(Duration.ofSeconds(59));
      assertThat(directory.authenticate("reports", second)).isPresent();
      clock.advance(Duration.ofSeconds(1));
      assertThat(directory.authenticate("reports", second)).isEmpty();
    }

    @Test
    void takeOneHmacTogether() {
      addSecond(null);
      long before = credentials.secrets().computations();

      assertThat(directory.authenticate("reports", second)).isPresent();

      assertThat(credentials.secrets().computations() - before).isEqualTo(1);
    }

    @Test
    void areNoneOfACredentialOfAnotherKind() {
      storage
          .credentials()
          .add(
              new CredentialRecord(
                  "reports",
                  "keys",
                  CredentialKind.JWKS,
                  credentials.secrets().hash(second),
                  "",
                  clock.instant(),
                  null,
                  null),
              5);

      assertThat(directory.authenticate("reports", second)).isEmpty();
    }
  }

  @Nested
  class LastUse {
    @Test
    void isWrittenApartFromTheRequestAndOnceAnHour() {
      assertThat(directory.authenticate("reports", secret)).isPresent();
      assertThat(lastUse("reports")).isNull();
      uses.write();
      assertThat(lastUse("reports")).isEqualTo(TestRecords.NOW);

      useAfter(Duration.ofMinutes(59));
      assertThat(lastUse("reports")).isEqualTo(TestRecords.NOW);
      useAfter(Duration.ofMinutes(1));
      assertThat(lastUse("reports")).isEqualTo(TestRecords.NOW.plusSeconds(3600));
    }

    private void useAfter(Duration pause) {
      clock.advance(pause);
      assertThat(directory.authenticate("reports", secret)).isPresent();
      uses.write();
    }

    @Test
    void isOfNobodyWhoWasRefused() {
      assertThat(directory.authenticate("reports", OTHER_SECRET)).isEmpty();
      assertThat(directory.authenticate("disabled-application", disabledSecret)).isEmpty();
      uses.write();

      assertThat(lastUse("reports")).isNull();
      assertThat(lastUse("disabled-application")).isNull();
    }

    @Test
    void waitsUntilItCanBeWritten() {
      assertThat(directory.authenticate("reports", secret)).isPresent();
      storage.failWith(new StorageException("no room"));
      uses.write();
      storage.recover();
      uses.write();

      assertThat(lastUse("reports")).isEqualTo(TestRecords.NOW);
    }

    private @Nullable Instant lastUse(String name) {
      return storage.credentialReader().find(name).get(0).lastUsedAt();
    }
  }

  @Test
  void refusesAnApplicationWithoutASecret() {
    administration().addApplicationWithoutSecret(newConsumer("keyed"));

    assertThat(directory.find("keyed")).isPresent();
    assertThat(clients.find("keyed", EnumSet.allOf(CredentialKind.class))).isEmpty();
    assertThat(directory.authenticate("keyed", OTHER_SECRET)).isEmpty();
    assertThat(directory.authenticate("keyed", "none")).isEmpty();
  }

  @Test
  void tellsOverloadFromAWrongPassword() {
    PasswordLane full = new PasswordLane(1, Duration.ZERO);
    ConsumerDirectory crowded =
        new StoredConsumerDirectory(
            storage.consumerReader(),
            clients,
            new Credentials(credentials.secrets(), TestCredentials.passwords(full)));

    full.pass(
        () ->
            assertThatThrownBy(() -> crowded.authenticate("alice", PASSWORD))
                .isInstanceOf(DirectoryOverloadedException.class));
    assertThat(crowded.authenticate("alice", PASSWORD)).isPresent();
  }
}
