package dev.signet.authority.revocation;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Validators hold change 2; the database is put back to change 1. */
class RestoredBackupTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Above every number that was published. */
  private static final long ANEW = 1_000_002;

  @TempDir private Path folder = Path.of("");
  private Path database = Path.of("");
  private Path witness = Path.of("");
  private String salt = "";

  @BeforeEach
  void publishTwoChanges() throws IOException {
    database = folder.resolve("signet.db");
    witness = folder.resolve("signet.db.published");
    try (RunningAuthority authority = start()) {
      revokeAll(authority, "alice");
    }
    Files.copy(database, folder.resolve("backup.db"));
    try (RunningAuthority authority = start()) {
      revokeAll(authority, "bob");
      salt = list(authority).path("salt").asText();
      assertThat(list(authority).path("seq").longValue()).isEqualTo(2);
    }
  }

  private RunningAuthority start() {
    return new RunningAuthority()
        .with("SIGNET_STORAGE_FILE", database.toString())
        .with("SIGNET_KEYS_DIRECTORY", folder.resolve("keys").toString())
        .start();
  }

  private void restore() throws IOException {
    Files.copy(folder.resolve("backup.db"), database, REPLACE_EXISTING);
  }

  private static void revokeAll(RunningAuthority authority, String holder) {
    Revocations revocations = authority.authority().revocations();
    revocations.revoke(
        new TokensIssuedBefore(
            Optional.of(holder),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            revocations.nextSecond()),
        new Revocations.Cause("a test", "a test"));
    authority.followRevocations();
  }

  private static JsonNode list(RunningAuthority authority) throws IOException {
    return claims(RestAssured.get(authority.url("/revocations")));
  }

  private static JsonNode since(RunningAuthority authority, long seq) throws IOException {
    return claims(RestAssured.get(authority.url("/revocations?since=" + seq)));
  }

  private static JsonNode claims(Response response) throws IOException {
    return JSON.readTree(Base64.getUrlDecoder().decode(response.asString().split("\\.", -1)[1]));
  }

  private void assertAnotherHistory(RunningAuthority authority, long seq) throws IOException {
    JsonNode list = list(authority);
    assertThat(list.path("seq").longValue()).isEqualTo(seq);
    assertThat(list.path("salt").asText()).isNotEqualTo(salt);
    for (long held : new long[] {0, 1, 2}) {
      assertThat(since(authority, held)).as("what a holder of %d gets", held).isEqualTo(list);
    }
  }

  @Test
  void goesOnAboveWhatWasPublishedWhenItStarts() throws IOException {
    restore();

    try (RunningAuthority authority = start()) {
      assertAnotherHistory(authority, ANEW);
      assertThat(list(authority).path("rules")).hasSize(1);
      revokeAll(authority, "carol");
      assertAnotherHistory(authority, ANEW + 1);
      assertThat(since(authority, ANEW).path("added").path("rules")).hasSize(1);
    }
    try (RunningAuthority authority = start()) {
      assertThat(list(authority).path("seq").longValue()).isEqualTo(ANEW + 1);
    }
  }

  @Test
  void leavesADatabaseAloneThatWasNotRestored() throws IOException {
    try (RunningAuthority authority = start()) {
      assertThat(list(authority).path("seq").longValue()).isEqualTo(2);
      assertThat(list(authority).path("salt").asText()).isEqualTo(salt);
    }
  }

  @Test
  void goesOnAboveWhatWasPublishedWhenTheDatabaseWasMadeAnew() throws IOException {
    Files.delete(database);

    try (RunningAuthority authority = start()) {
      assertAnotherHistory(authority, ANEW);
    }
  }

  @Test
  void noticesARestoreUnderItWhileItRuns() throws IOException, SQLException {
    try (RunningAuthority authority = start()) {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
          Statement restore = connection.createStatement()) {
        restore.execute("restore from " + folder.resolve("backup.db"));
      }

      authority.followRevocations();

      assertAnotherHistory(authority, ANEW);
    }
  }

  @Test
  void isHealedByACommandWhereNoWitnessIsLeft() throws IOException {
    restore();
    Files.delete(witness);

    try (RunningAuthority authority = start()) {
      assertThat(list(authority).path("seq").longValue()).isEqualTo(1);
      assertThat(since(authority, 2).path("seq").longValue()).isEqualTo(1);

      assertThat(authority.authority().renumbering().after(2)).isEqualTo(ANEW);
      authority.followRevocations();

      assertAnotherHistory(authority, ANEW);
    }
  }

  @Test
  void refusesANumberThatLeavesNoRoom() {
    try (RunningAuthority authority = start()) {
      Renumbering renumbering = authority.authority().renumbering();

      assertThatThrownBy(() -> renumbering.after((1L << 52) + 1)).hasMessageContaining("no number");
      assertThatThrownBy(() -> renumbering.after(-1)).hasMessageContaining("no number");
      assertThat(renumbering.after(1L << 52)).isEqualTo((1L << 52) + 1_000_000);
    }
  }
}
