package dev.signet.authority.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationWitnessTest {
  @TempDir private Path folder = Path.of("");
  private Path database = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    database = folder.resolve("signet.db");
    file = folder.resolve("signet.db.published");
  }

  @Test
  void knowsOfNothingAtFirst() {
    assertThat(PublicationWitness.beside(database).lastPublished()).isZero();
    assertThat(file).doesNotExist();
  }

  @Test
  void remembersTheLastNumberForTheNextProcess() throws IOException {
    PublicationWitness witness = PublicationWitness.beside(database);
    witness.note(9_007_199_254_740_991L);
    witness.note(7);

    assertThat(PublicationWitness.beside(database).lastPublished()).isEqualTo(7);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    witness.force();
    witness.force();
    assertThat(witness.lastPublished()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "000000000000000007\n", "-000000000000000007\n", "garbage\n"})
  void bearsNoWitnessWhenItIsDamaged(String damaged) throws IOException {
    Files.writeString(file, damaged);
    PublicationWitness witness = PublicationWitness.beside(database);

    assertThat(witness.lastPublished()).isZero();
  }

  @Test
  void holdsNothingUpWhenItCannotBeWritten() throws IOException {
    Files.createDirectory(file);
    PublicationWitness witness = PublicationWitness.beside(database);

    witness.note(7);
    witness.force();

    assertThat(witness.lastPublished()).isZero();
  }

  @Test
  void mayBeNone() {
    PublicationWitness none = PublicationWitness.none();

    none.note(7);
    none.force();

    assertThat(none.lastPublished()).isZero();
  }
}
