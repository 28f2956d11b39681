package dev.signet.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.config.AuthorityConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of the secrets' hash that is kept beside the database. */
class DevelopmentHashKeyTest {
  @TempDir private Path folder = Path.of("");
  private Path data = Path.of("");

  @BeforeEach
  void chooseAFolderThatIsNotThereYet() {
    data = folder.resolve("data");
  }

  private byte[] key() {
    return DevelopmentHashKey.orConfigured(
        AuthorityConfig.read(
            null, Map.of("SIGNET_STORAGE_FILE", data.resolve("signet.db").toString())));
  }

  @Test
  void isMadeOnceAndForTheOwnerAlone() throws IOException {
    byte[] made = key();

    assertThat(made).hasSize(32);
    assertThat(key()).isEqualTo(made);
    assertThat(data).isDirectoryContaining(file -> file.endsWith("hash.key"));
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("hash.key"))))
        .isEqualTo("rw-------");
    try (var files = Files.list(data)) {
      assertThat(files).hasSize(1);
    }
  }

  /** On a full disk, or one that cannot be written, what is there must still be of use. */
  @Test
  void isReadWithoutWritingOnceItIsThere() throws IOException {
    key();
    FileTime before = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(data, before);

    key();

    assertThat(Files.getLastModifiedTime(data)).isEqualTo(before);
  }
}
