package dev.signet.authority.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
  class AtTheFirstStart {
    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void makesAKeyThatOnlyItsOwnerMayRead(SigningAlgorithm algorithm) throws IOException {
      KeyFiles.Loaded loaded = load(algorithm, null);

      assertThat(loaded.created()).isTrue();
      assertThat(loaded.ring().active().algorithm()).isEqualTo(algorithm);
      assertThat(loaded.ring().active().createdAt()).isEqualTo(START);
      assertThat(mode(folder)).isEqualTo("rwx------");
      assertThat(onlyFile()).hasFileName(loaded.ring().active().kid() + ".pem");
      assertThat(mode(onlyFile())).isEqualTo("rw-------");
    }

    @Test
    void leavesNothingHalfDoneBeside() throws IOException {
      load(SigningAlgorithm.ES256, null);

      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder(onlyFile().getFileName().toString(), ".lock");
      }
    }

    @Test
    void makesOneKeyHoweverManyStartAtOnce() throws Exception {
      int starts = 8;
      CyclicBarrier together = new CyclicBarrier(starts);
      Callable<KeyFiles.Loaded> start =
          () -> {
            together.await();
            return load(SigningAlgorithm.ES256, null);
          };
      ExecutorService threads = Executors.newFixedThreadPool(starts);
      try {
        List<Future<KeyFiles.Loaded>> all =
            threads.invokeAll(Stream.generate(() -> start).limit(starts).toList());
        long made = 0;
        for (Future<KeyFiles.Loaded> one : all) {
          assertThat(one.get().ring().active().kid() + ".pem")
              .isEqualTo(onlyFile().getFileName().toString());
          made += one.get().created() ? 1 : 0;
        }
        assertThat(made).isOne();
      } finally {
        threads.shutdownNow();
      }
    }

    @Test
    void saysWhichFolderItCannotWrite() throws IOException {
      Files.createFile(root.resolve("signet"));

      assertThatThrownBy(() -> load(SigningAlgorithm.ES256, null))
          .hasMessageContaining("keys.directory " + folder)
          .hasMessageContaining("let it belong to the user that runs the authority");
    }
  }

  @Nested
  class AtTheNextStart {
    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void loadsTheSameKey(SigningAlgorithm algorithm) {
      KeyRing before = load(algorithm, null).ring();
      clock.advance(Duration.ofDays(1));

      KeyFiles.Loaded after = load(algorithm, null);

      assertThat(after.created()).isFalse();
      assertThat(after.ring().jwkSet()).isEqualTo(before.jwkSet());
      assertThat(after.ring().active().createdAt()).isEqualTo(START);
    }

    @Test
    void loadsAnEncryptedKeyWithItsPassphrase() throws IOException {
      KeyRing before = load(SigningAlgorithm.ED25519, "open sesame").ring();

      assertThat(Files.readString(onlyFile())).contains("BEGIN ENCRYPTED PRIVATE KEY");
      assertThat(load(SigningAlgorithm.ED25519, "open sesame").ring().jwkSet())
          .isEqualTo(before.jwkSet());
    }

    @Test
    void publishesBothKeysWhenTheAlgorithmIsChanged() {
      KeyRing before = load(SigningAlgorithm.ES256, null).ring();
      clock.advance(Duration.ofDays(1));

      KeyFiles.Loaded after = load(SigningAlgorithm.RS256, null);

      assertThat(after.created()).isTrue();
      assertThat(after.ring().active().algorithm()).isEqualTo(SigningAlgorithm.RS256);
      assertThat(kids(after.ring()))
          .containsExactly(before.active().kid(), after.ring().active().kid());
      assertThat(after.ring().jwkSet()).contains(kids(after.ring()));
    }

    @Test
    void signsWithTheOldKeyWhenTheAlgorithmIsChangedBack() {
      String kid = load(SigningAlgorithm.ES256, null).ring().active().kid();
      load(SigningAlgorithm.ED25519, null);

      KeyFiles.Loaded back = load(SigningAlgorithm.ES256, null);

      assertThat(back.created()).isFalse();
      assertThat(back.ring().active().kid()).isEqualTo(kid);
      assertThat(back.ring().published()).hasSize(2);
    }

    @Test
    void signsWithTheNewestOfTwoKeys() throws IOException {
      load(SigningAlgorithm.ES256, null);
      SigningKey newer = SigningKey.generate(SigningAlgorithm.ES256, START.plusNanos(1));
      WholeFile.write(
          folder.resolve("newer.pem"), KeyPem.write(newer, Optional.empty()).getBytes(US_ASCII));

      assertThat(load(SigningAlgorithm.ES256, null).ring().active().kid()).isEqualTo(newer.kid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"new-key17.part", ".lock", "README.md", "old.pem.bak"})
    void ignoresWhatIsNotAKeyFile(String name) throws IOException {
      String kid = load(SigningAlgorithm.ES256, null).ring().active().kid();
      Files.writeString(folder.resolve(name), "half a k");

      assertThat(kids(load(SigningAlgorithm.ES256, null).ring())).containsExactly(kid);
    }
  }

  @Nested
  class Refuses {
    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-", "rwx------"})
    void refusesAKeyThatOthersCouldHaveTouched(String mode) throws IOException {
      load(SigningAlgorithm.ES256, null);
      Files.setPosixFilePermissions(onlyFile(), PosixFilePermissions.fromString(mode));

      assertRefused(null, mode, "chmod 600");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 70, 120, 200, 300, 360})
    void refusesAHalfWrittenFile(int length) throws IOException {
      load(SigningAlgorithm.ES256, null);
      String text = Files.readString(onlyFile());
      assertThat(text).hasSizeGreaterThan(length);
      Files.writeString(onlyFile(), text.substring(0, length));

      assertRefused(null, "restore its backup");
    }

    @Test
    void refusesAFileThatIsNotText() throws IOException {
      load(SigningAlgorithm.ES256, null);
      Files.write(onlyFile(), new byte[] {(byte) 0xca, (byte) 0xfe, 0, 1});

      assertRefused(null, "restore its backup");
    }

    @Test
    void refusesThePublicHalfOfAnotherKey() throws IOException {
      load(SigningAlgorithm.ES256, null);
      String other = KeyPem.write(generate(), Optional.empty());
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

    @Test
    void refusesAWrongPassphrase() throws IOException {
      load(SigningAlgorithm.ES256, "open sesame");

      assertRefused("open barley", "does not open with this passphrase", "keys.passphraseFile");
    }

    @Test
    void refusesAnEncryptedKeyWithoutAPassphrase() throws IOException {
      load(SigningAlgorithm.ES256, "open sesame");

      assertRefused(null, "is encrypted", "keys.passphraseFile", "SIGNET_KEYS_PASSPHRASE");
    }

    @Test
    void refusesAKeyInTheClearWhereAPassphraseIsSet() throws IOException {
      load(SigningAlgorithm.ES256, null);

      assertRefused("open sesame", "is not encrypted", "move it elsewhere");
    }
  }

  private KeyFiles.Loaded load(SigningAlgorithm algorithm, @Nullable String passphrase) {
    KeySettings settings = new KeySettings(folder, algorithm, passphrase, Duration.ofMinutes(5));
    return new KeyFiles(settings, clock).loadOrCreate();
  }

  private static SigningKey generate() {
    return SigningKey.generate(SigningAlgorithm.ES256, START);
  }

  private void assertRefused(@Nullable String passphrase, String... parts) throws IOException {
    String name = onlyFile().toString();
    assertThatThrownBy(() -> load(SigningAlgorithm.ES256, passphrase))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name)
        .message()
        .contains(parts);
    assertThat(onlyFile()).as("nothing was made in its place").hasToString(name);
  }

  private void replaceInFile(String target, String replacement) throws IOException {
    load(SigningAlgorithm.ES256, null);
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

  private static List<String> kids(KeyRing ring) {
    return ring.published().stream().map(SigningKey::kid).toList();
  }
}
