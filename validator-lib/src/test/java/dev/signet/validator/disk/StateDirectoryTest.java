package dev.signet.validator.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile inputs, row G10: which files of an earlier run are believed. */
class StateDirectoryTest {
  private static final String ORIGIN = "https://auth.example.com by metadata";
  private static final StoredDocument DOCUMENT =
      new StoredDocument(
          ORIGIN,
          Instant.parse("2026-03-01T12:00:00.123Z"),
          Optional.of(Duration.ofMinutes(5)),
          "{\"keys\":[]}\n\u00e4".getBytes(UTF_8));

  @TempDir private Path parent = Path.of("");
  private Path folder = parent;
  private StateDirectory directory = new StateDirectory(parent);

  @BeforeEach
  void openADirectoryThatIsNotThereYet() {
    folder = parent.resolve("a/b");
    directory = new StateDirectory(folder);
  }

  @Test
  void findsNothingInADirectoryThatIsNotThere() throws IOException {
    assertThat(directory.load(ORIGIN)).isEmpty();
    assertThat(folder).doesNotExist();
  }

  @Test
  void bringsBackWhatWasStored() throws IOException {
    directory.store(DOCUMENT);

    StoredDocument found = directory.load(ORIGIN).orElseThrow();

    assertThat(found.origin()).isEqualTo(ORIGIN);
    assertThat(found.fetchedAt()).isEqualTo(DOCUMENT.fetchedAt());
    assertThat(found.maxAge()).contains(Duration.ofMinutes(5));
    assertThat(found.body()).isEqualTo(DOCUMENT.body());
  }

  @Test
  void bringsBackADocumentWithoutMaxAge() throws IOException {
    directory.store(
        new StoredDocument(ORIGIN, Instant.EPOCH, Optional.empty(), new byte[] {'\n', 0}));

    assertThat(directory.load(ORIGIN).orElseThrow().maxAge()).isEmpty();
    assertThat(directory.load(ORIGIN).orElseThrow().body()).containsExactly('\n', 0);
  }

  @Test
  void writesForTheOwnersEyesAloneAndLeavesNothingBeside() throws IOException {
    directory.store(DOCUMENT);
    directory.store(DOCUMENT);

    assertThat(rights(folder)).isEqualTo("rwx------");
    assertThat(rights(file())).isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void sweepsWhatAKilledProcessLeftUnfinishedAnHourAgo() throws IOException {
    directory.store(DOCUMENT);
    Path file = directory.file(ORIGIN);
    FileTime written = Files.getLastModifiedTime(file);
    Path old = Files.createFile(folder.resolve(file.getFileName() + ".1.tmp"));
    Path young = Files.createFile(folder.resolve(file.getFileName() + ".2.tmp"));
    Path foreign = Files.createFile(folder.resolve("another.snapshot.3.tmp"));
    FileTime longAgo = FileTime.from(written.toInstant().minus(Duration.ofHours(2)));
    Files.setLastModifiedTime(old, longAgo);
    Files.setLastModifiedTime(foreign, longAgo);

    directory.store(DOCUMENT);

    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(foreign).exists();
  }

  @Test
  void keepsOneFileForEachOrigin() throws IOException {
    directory.store(DOCUMENT);
    directory.store(
        new StoredDocument("https://b.example x", Instant.EPOCH, Optional.empty(), new byte[1]));

    assertThat(directory.load(ORIGIN)).isPresent();
    assertThat(directory.load("https://b.example x")).isPresent();
    assertThat(directory.load("https://c.example x")).isEmpty();
  }

  @Test
  @DisplayName("G10 a file truncated at any byte")
  void ignoresATruncatedFile() throws IOException {
    directory.store(DOCUMENT);
    byte[] whole = Files.readAllBytes(file());

    for (int length = 0; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      assertIgnored("truncated");
    }
  }

  @Test
  @DisplayName("G10 a file with any bit flipped")
  void ignoresAFileWithAFlippedBit() throws IOException {
    directory.store(DOCUMENT);
    byte[] whole = Files.readAllBytes(file());

    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(file(), flipped);
      assertIgnored("truncated");
    }
  }

  @Test
  @DisplayName("G10 a file of another authority, under our name")
  void ignoresAFileOfAnotherAuthority() throws IOException {
    directory.store(
        new StoredDocument("https://evil.example x", Instant.EPOCH, Optional.empty(), new byte[1]));
    Files.move(directory.file("https://evil.example x"), file());

    assertIgnored("another authority");
  }

  @Test
  @DisplayName("G10 a file of another format version")
  void ignoresAFileOfAnotherVersion() throws IOException {
    directory.store(DOCUMENT);
    String text = Files.readString(file());
    Files.writeString(file(), text.replace("signet-snapshot 1 ", "signet-snapshot 2 "));

    assertIgnored("another format");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw--w----", "rw-----w-", "rw-rw-rw-"})
  @DisplayName("G10 a file that others could have written")
  void ignoresAFileThatOthersMayWrite(String rights) throws IOException {
    directory.store(DOCUMENT);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(rights));

    assertIgnored("file may be written by others");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwx-w----", "rwx----w-", "rwxrwxrwx"})
  @DisplayName("G10 a directory in which others may put files")
  void ignoresADirectoryThatOthersMayWrite(String rights) throws IOException {
    directory.store(DOCUMENT);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(rights));

    assertIgnored("directory may be written by others");
    assertThatThrownBy(() -> directory.store(DOCUMENT)).hasMessageContaining("by others");
  }

  @Test
  void takesAFileThatOthersMayRead() throws IOException {
    directory.store(DOCUMENT);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(directory.load(ORIGIN)).isPresent();
  }

  @Test
  @DisplayName("G10 a symbolic link, to a good file or directory")
  void followsNoLink() throws IOException {
    directory.store(DOCUMENT);
    Path elsewhere = Files.move(file(), folder.resolve("elsewhere"));
    Files.createSymbolicLink(file(), elsewhere);
    assertIgnored("file is a symbolic link");
    Files.move(elsewhere, file(), StandardCopyOption.REPLACE_EXISTING);
    Path link = Files.createSymbolicLink(parent.resolve("link"), folder);

    assertThatThrownBy(() -> new StateDirectory(link).load(ORIGIN))
        .isInstanceOf(IgnoredSnapshotException.class)
        .hasMessageContaining("directory is a symbolic link");
    assertThatThrownBy(() -> new StateDirectory(link).store(DOCUMENT))
        .hasMessageContaining("symbolic link");
  }

  @Test
  @DisplayName("G10 a file of another user")
  void ignoresAFileOfAnotherUser() throws IOException {
    directory.store(DOCUMENT);
    UserPrincipal other =
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("daemon");

    assertThatThrownBy(() -> new StateDirectory(folder, 1, other).load(ORIGIN))
        .isInstanceOf(IgnoredSnapshotException.class)
        .hasMessageContaining("belongs to another user");
    assertThatThrownBy(() -> new StateDirectory(folder, 1, null).load(ORIGIN))
        .hasMessageContaining("belongs to another user");
  }

  @Test
  @DisplayName("G10 a directory where the file should be, and the reverse")
  void ignoresWhatIsOfAnotherKind() throws IOException {
    directory.store(DOCUMENT);
    Files.delete(file());
    Files.createDirectory(file());
    assertIgnored("not a file");

    StateDirectory notOne = new StateDirectory(Files.createFile(parent.resolve("plain")));

    assertThatThrownBy(() -> notOne.load(ORIGIN)).hasMessageContaining("not a directory");
    assertThatThrownBy(() -> notOne.store(DOCUMENT)).isInstanceOf(IOException.class);
  }

  @Test
  @DisplayName("G10 a file over the size of any")
  void ignoresAHugeFile() throws IOException {
    directory.store(DOCUMENT);
    Files.write(file(), new byte[1024 * 1024 + 1]);

    assertIgnored("larger than 1 MiB");
    directory = new StateDirectory(folder, 2);
    assertIgnored("truncated, or of another format");
  }

  private void assertIgnored(String reason) {
    assertThatThrownBy(() -> directory.load(ORIGIN))
        .isInstanceOf(IgnoredSnapshotException.class)
        .hasMessageContaining(reason);
  }

  private Path file() {
    return directory.file(ORIGIN);
  }

  private static String rights(Path path) throws IOException {
    Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
    return PosixFilePermissions.toString(rights);
  }
}
