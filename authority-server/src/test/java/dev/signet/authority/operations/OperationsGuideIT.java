package dev.signet.authority.operations;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.signet.authority.process.AuthorityHome;
import dev.signet.authority.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/operations.md tells to type does what it says, in the order of the text. */
@Tag("long")
class OperationsGuideIT {
  private static final Path GUIDE = Path.of("..", "docs", "operations.md");
  private static final Path SETTINGS = Path.of("..", "deploy", "systemd", "signet.yaml");

  private static final String START =
      "systemctl start signet; signet clients add ada --audience orders >/dev/null";

  /** Something is revoked after the backup, and published. */
  private static final String AFTER_THE_BACKUP =
      """
      before=$(published)
      signet revocations add --holder mallory --reason "laptop stolen" >/dev/null
      cat "$machine/commands" >>"$machine/journal"
      while [ "$(published)" = "$before" ]; do sleep 0.1; done
      """;

  @TempDir private Path folder;

  @Test
  void holdsOnSqlite() throws IOException, InterruptedException {
    assumeTrue(Command.exists("sqlite3"), "skipped: needs sqlite3");
    Guide guide = guide();
    Rehearsal rehearsal = rehearsal();
    rehearsal.aside(START);
    type(rehearsal, guide, "Back up SQLite");
    rehearsal.aside(AFTER_THE_BACKUP);
    type(rehearsal, guide, "Restore SQLite");
    rehearsal.aside("cp \"$jar\" \"$machine/backups/authority-server.jar\"");
    type(rehearsal, guide, "Upgrade one node");
    type(rehearsal, guide, "The database is lost");
    type(rehearsal, guide, "The signing keys are lost");
    type(rehearsal, guide, "A signing key is stolen");
    type(rehearsal, guide, "The clock is wrong");

    assertThat(rehearsal.run()).isEmpty();
  }

  @Test
  void holdsOnPostgresql() throws IOException, InterruptedException {
    Optional<Path> programs = postgresql();
    assumeTrue(programs.isPresent(), "skipped: needs postgres and pg_dump");
    Guide guide = guide();
    Rehearsal rehearsal = rehearsal();
    rehearsal.variable("postgres", programs.orElseThrow().toString());
    rehearsal.variable("databasePort", Integer.toString(AuthorityHome.in(folder).port()));
    rehearsal.aside(Rehearsal.resource("postgres.sh"));
    rehearsal.aside(START);
    type(rehearsal, guide, "Back up PostgreSQL");
    type(rehearsal, guide, "Restore PostgreSQL");

    assertThat(rehearsal.run()).isEmpty();
  }

  /** A command that is in neither list would be told of and never tried. */
  @Test
  void rehearsesEverySectionThatHasCommands() throws IOException {
    assertThat(guide().sections().keySet())
        .containsExactly(
            "Back up SQLite",
            "Restore SQLite",
            "Back up PostgreSQL",
            "Restore PostgreSQL",
            "Upgrade one node",
            "The database is lost",
            "The signing keys are lost",
            "A signing key is stolen",
            "The clock is wrong");
  }

  private static Guide guide() throws IOException {
    return Guide.parse(Files.readString(GUIDE));
  }

  private Rehearsal rehearsal() throws IOException {
    Rehearsal rehearsal = new Rehearsal(folder, AuthorityHome.in(folder).port());
    Path settings = Files.createDirectories(folder.resolve("etc")).resolve("signet.yaml");
    Files.writeString(settings, rehearsal.here(Files.readString(SETTINGS)));
    return rehearsal;
  }

  private static void type(Rehearsal rehearsal, Guide guide, String section) {
    rehearsal.type(requireNonNull(guide.sections().get(section), section));
  }

  /** Where the newest server is that has its client programs beside it. */
  private static Optional<Path> postgresql() throws IOException {
    Path all = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(all)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(all)) {
      List<Path> programs = versions.map(version -> version.resolve("bin")).sorted().toList();
      return programs.stream()
          .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
          .filter(bin -> Files.isExecutable(bin.resolve("pg_dump")))
          .reduce((older, newer) -> newer);
    }
  }
}
