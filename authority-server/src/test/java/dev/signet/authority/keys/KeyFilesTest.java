package dev.signet.authority.keys;

import static dev.signet.authority.keys.TestKeys.active;
import static dev.signet.authority.keys.TestKeys.key;
import static dev.signet.authority.keys.TestKeys.next;
import static dev.signet.authority.keys.TestKeys.retiring;
import static dev.signet.authority.keys.TestKeys.ring;
import static dev.signet.authority.keys.TestKeys.settings;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.signet.authority.MutableClock;
import dev.signet.authority.keys.signing.KeyPem;
import dev.signet.authority.keys.signing.KeySeal;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.keys.signing.SigningKey;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFilesTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final MutableClock clock = new MutableClock(START);
  @TempDir private Path root;
  private Path folder = Path.of("");

  @BeforeEach
  void nameAFolderThatIsNotThereYet() {
    folder = root.resolve("signet").resolve("keys");
  }

  @Nested
  class Empty {
    @Test
    void holdsNoRingAndMakesNothing() {
      assertThat(store(null).load()).isEqualTo(KeyRing.EMPTY);
      assertThat(root).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void keepsAKeyThatOnlyItsOwnerMayRead(SigningAlgorithm algorithm) throws IOException {
      KeyRing ring = ring(active(key(algorithm), START));

      assertThat(store(null).replace(KeyRing.EMPTY, ring)).isTrue();

      assertThat(mode(folder)).isEqualTo("rwx------");
      assertThat(onlyFile()).hasFileName(ring.keys().get(0).kid() + ".pem");
      assertThat(mode(onlyFile())).isEqualTo("rw-------");
      assertThat(mode(manifest())).isEqualTo("rw-------");
    }

    @Test
    void leavesNothingHalfDoneBeside() throws IOException {
      keepOneKey();

      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder(onlyFile().getFileName().toString(), ".lock", "ring.json");
      }
    }

    @Test
    void letsOneWinHoweverManyStartAtOnce() throws Exception {
      int starts = 8;
      CyclicBarrier together = new CyclicBarrier(starts);
      Callable<Boolean> start =
          () -> {
            KeyFiles mine = store(null);
            together.await();
            return mine.replace(KeyRing.EMPTY, ring(active(key(), START)));
          };
      ExecutorService threads = Executors.newFixedThreadPool(starts);
      try {
        int won = 0;
        for (Future<Boolean> one :
            threads.invokeAll(Stream.generate(() -> start).limit(starts).toList())) {
          won += one.get() ? 1 : 0;
        }
        assertThat(won).isOne();
        assertThat(store(null).load().keys()).hasSize(1);
        assertThat(onlyFile()).exists();
      } finally {
        threads.shutdownNow();
      }
    }

    @Test
    void saysWhichFolderItCannotWrite() throws IOException {
      Files.createFile(root.resolve("signet"));

      assertThatThrownBy(KeyFilesTest.this::keepOneKey)
          .hasMessageContaining("keys.directory " + folder + " cannot be written: ")
          .hasMessageEndingWith("Not a directory");
    }
  }

  @Nested
  class Loads {
    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void loadsTheRingThatWasKept(SigningAlgorithm algorithm) {
      KeyRing ring =
          ring(
              retiring(key(algorithm), START.minusNanos(7)),
              active(key(algorithm), START),
              next(key(algorithm), START.plusSeconds(1)));
      store(null).replace(KeyRing.EMPTY, ring);

      assertThat(store(null).load()).isEqualTo(ring);
      assertThat(store(null).load().jwkSet()).isEqualTo(ring.jwkSet());
    }

    @Test
    void opensAnEncryptedKeyWithItsPassphrase() throws IOException {
      KeyRing ring = ring(active(key(), START));
      store("open sesame").replace(KeyRing.EMPTY, ring);

      assertThat(Files.readString(onlyFile())).contains("BEGIN ENCRYPTED PRIVATE KEY");
      assertThat(store("open sesame").load()).isEqualTo(ring);
    }

    @Test
    void removesTheFileOfAKeyThatIsGone() throws IOException {
      KeyRing two = ring(retiring(key(), START), active(key(), START));
      store(null).replace(KeyRing.EMPTY, two);
      KeyRing one = two.without(two.keys().get(0));

      assertThat(store(null).replace(two, one)).isTrue();

      assertThat(onlyFile()).hasFileName(one.keys().get(0).kid() + ".pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"new-key17.part", ".lock", "README.md", "old.pem.bak", "other.pem"})
    void ignoresWhatTheRingDoesNotName(String name) throws IOException {
      KeyRing ring = keepOneKey();
      Files.writeString(folder.resolve(name), "half a k");

      assertThat(store(null).load()).isEqualTo(ring);
    }

    @Test
    void seesWhatAnotherProcessChanged() {
      KeyFiles mine = store(null);
      KeyRing ring = keepOneKey();
      assertThat(mine.load()).isEqualTo(ring);
      KeyRing more = ring.with(next(key(), START));

      assertThat(store(null).replace(ring, more)).isTrue();

      assertThat(mine.load()).isEqualTo(more);
      assertThat(mine.replace(ring, KeyRing.EMPTY)).isFalse();
    }
  }

  @Nested
  class OfAnEarlierVersion {
    @Test
    void letsTheNewestKeyOfTheAlgorithmSignAndTheOthersRetireFromNow() throws IOException {
      SigningKey older = keep("older.pem", SigningAlgorithm.ES256, START);
      SigningKey newer = keep("newer.pem", SigningAlgorithm.ES256, START.plusNanos(1));
      SigningKey other = keep("other.pem", SigningAlgorithm.RS256, START.plusSeconds(9));
      clock.advance(Duration.ofDays(1));

      KeyRing ring = store(null).load();

      assertThat(ring.active().get(0).kid()).isEqualTo(newer.kid());
      assertThat(ring.active().get(0).since()).isEqualTo(newer.createdAt());
      for (SigningKey each : List.of(older, other)) {
        assertThat(ring.find(each.kid()).flatMap(RingKey::retiredAt)).contains(clock.instant());
      }
    }

    @Test
    void remembersWhatItMadeOfThem() throws IOException {
      keep("a.pem", SigningAlgorithm.ES256, START);
      keep("b.pem", SigningAlgorithm.ES256, START.plusSeconds(1));
      KeyRing ring = store(null).load();
      clock.advance(Duration.ofDays(1));

      assertThat(store(null).load()).isEqualTo(ring);
      assertThat(folder.resolve(ring.active().get(0).kid() + ".pem")).exists();
      assertThat(folder.resolve("a.pem")).doesNotExist();
    }

    @Test
    void letsAKeyOfAnotherAlgorithmSignUntilThereIsAnother() throws IOException {
      SigningKey only = keep("rsa.pem", SigningAlgorithm.RS256, START);

      assertThat(store(null).load().active().get(0).kid()).isEqualTo(only.kid());
    }

    private SigningKey keep(String name, SigningAlgorithm algorithm, Instant made)
        throws IOException {
      SigningKey key = SigningKey.generate(algorithm, made);
      Files.createDirectories(folder);
      byte[] pem = KeyPem.write(key, KeySeal.none()).getBytes(US_ASCII);
      FileSteps.onDisk().writeWhole(folder, name, pem);
      return key;
    }
  }

  @Nested
  class Refuses {
    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-", "rwx------"})
    void refusesAKeyThatOthersCouldHaveTouched(String mode) throws IOException {
      keepOneKey();
      Files.setPosixFilePermissions(onlyFile(), PosixFilePermissions.fromString(mode));

      assertRefused(null, mode, "chmod 600");
    }

    @Test
    void refusesAKeyOfAnotherUser() throws IOException {
      keepOneKey();
      UserPrincipal nobody =
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
      try {
        Files.setOwner(onlyFile(), nobody);
      } catch (FileSystemException e) {
        assumeTrue(false, "skipped: only root can give a file away");
      }

      assertRefused(null, "belongs to nobody", "chown it");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 70, 120, 200, 300, 360})
    void refusesAHalfWrittenFile(int length) throws IOException {
      keepOneKey();
      String text = Files.readString(onlyFile());
      assertThat(text).hasSizeGreaterThan(length);
      Files.writeString(onlyFile(), text.substring(0, length));

      assertRefused(null, "restore its backup");
    }

    @Test
    void refusesAFileThatIsNotText() throws IOException {
      keepOneKey();
      Files.write(onlyFile(), new byte[] {(byte) 0xca, (byte) 0xfe, 0, 1});

      assertRefused(null, "restore its backup");
    }

    @Test
    void refusesThePublicHalfOfAnotherKey() throws IOException {
      keepOneKey();
      String other = KeyPem.write(generate(), KeySeal.none());
      String text = Files.readString(onlyFile());
      int half = text.indexOf("-----BEGIN PUBLIC");
      Files.writeString(
          onlyFile(),
          text.substring(0, half) + other.substring(other.indexOf("-----BEGIN PUBLIC")));

      assertRefused(null, "public key that is not the private key's");
    }

    @Test
    void refusesAnUnknownAlgorithm() throws IOException {
      replaceInFile("# algorithm: ES256", "# algorithm: ES512");

      assertRefused(null, "unknown algorithm", "ES512");
    }

    @Test
    void refusesAKeyOfAnotherAlgorithmThanItSays() throws IOException {
      replaceInFile("# algorithm: ES256", "# algorithm: RS256");

      assertRefused(null, "is damaged");
    }

    @Test
    void refusesADateThatIsNone() throws IOException {
      replaceInFile("# created: 2026-11-22T10:00:00Z", "# created: yesterday");

      assertRefused(null, "is damaged", "yesterday");
    }

    @ParameterizedTest
    @CsvSource({
      "'\"format\" : 1', '\"format\" : 2', run the later version",
      "'\"announced\"', '\"announcde\"', restore its backup",
      "'2026-11-22T10:00:00Z', yesterday, restore its backup",
      "'PT1H', long, restore its backup",
      "'\"gone\"', '\"keys\"', restore its backup",
      "'\"kid\" : \"', '\"kid\" : \"../', restore its backup",
    })
    void refusesADamagedManifest(String target, String replacement, String fix) throws IOException {
      keepOneKey();
      replaceInManifest(target, replacement);

      assertThatThrownBy(() -> store(null).load())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(manifest().toString())
          .hasMessageContaining(fix);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 100})
    void refusesAHalfWrittenManifest(int length) throws IOException {
      keepOneKey();
      Files.writeString(manifest(), Files.readString(manifest()).substring(0, length));

      assertThatThrownBy(() -> store(null).load()).hasMessageContaining("restore its backup");
    }

    @Test
    void refusesAManifestThatOthersCouldHaveTouched() throws IOException {
      keepOneKey();
      Files.setPosixFilePermissions(manifest(), PosixFilePermissions.fromString("rw-rw----"));

      assertThatThrownBy(() -> store(null).load()).hasMessageContaining("chmod 600");
    }

    @Test
    void refusesAManifestThatNamesAMissingFile() throws IOException {
      KeyRing ring = keepOneKey();
      Path file = onlyFile();
      Files.delete(file);

      assertThatThrownBy(() -> store(null).load())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(file + " is missing, but ring.json names it: restore its backup");
      assertThat(ring.keys()).hasSize(1);
    }

    @Test
    void refusesAFileThatHoldsAnotherKeyThanItsName() throws IOException {
      keepOneKey();
      Files.writeString(onlyFile(), KeyPem.write(generate(), KeySeal.none()));

      assertRefused(null, "holds another key");
    }

    @Test
    void refusesAWrongPassphrase() throws IOException {
      store("open sesame").replace(KeyRing.EMPTY, ring(active(generate(), START)));

      assertRefused("open barley", "does not open with this passphrase", "keys.passphraseFile");
    }

    @Test
    void refusesAnEncryptedKeyWithoutAPassphrase() throws IOException {
      store("open sesame").replace(KeyRing.EMPTY, ring(active(generate(), START)));

      assertRefused(null, "is encrypted", "keys.passphraseFile", "SIGNET_KEYS_PASSPHRASE");
    }

    @Test
    void refusesAKeyInTheClearWhereAPassphraseIsSet() throws IOException {
      keepOneKey();

      assertRefused("open sesame", "is not encrypted", "move it elsewhere");
    }
  }

  private KeyFiles store(@Nullable String passphrase) {
    return new KeyFiles(settings(folder, passphrase, SigningAlgorithm.ES256), clock);
  }

  private KeyRing keepOneKey() {
    KeyRing ring = ring(active(generate(), START));
    assertThat(store(null).replace(KeyRing.EMPTY, ring)).isTrue();
    return ring;
  }

  private static SigningKey generate() {
    return SigningKey.generate(SigningAlgorithm.ES256, START);
  }

  private void replaceInManifest(String target, String replacement) throws IOException {
    String text = Files.readString(manifest());
    assertThat(text).containsPattern(target);
    Files.writeString(manifest(), text.replaceFirst(target, replacement));
  }

  private void assertRefused(@Nullable String passphrase, String... parts) throws IOException {
    String name = onlyFile().toString();
    assertThatThrownBy(() -> store(passphrase).load())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name)
        .message()
        .contains(parts);
    assertThat(onlyFile()).as("nothing was made in its place").hasToString(name);
  }

  private void replaceInFile(String target, String replacement) throws IOException {
    keepOneKey();
    String text = Files.readString(onlyFile());
    assertThat(text).contains(target);
    Files.writeString(onlyFile(), text.replace(target, replacement));
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> keys = files.filter(file -> file.toString().endsWith(".pem")).toList();
      assertThat(keys).hasSize(1);
      return keys.get(0);
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private Path manifest() {
    return folder.resolve("ring.json");
  }
}
