package dev.signet.authority.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.signet.authority.MutableClock;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A key file has no form of its own: the tool that every operator has opens it. */
class KeyFilesWithOpensslTest {
  private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-11-22T10:00:00Z"));

  /** Older ones, which most systems have, do not know ML-DSA. */
  private static final String NEEDS_OPENSSL_3_5 = "ML_DSA_65";

  @TempDir private Path folder;

  @BeforeAll
  static void needsOpenssl() throws InterruptedException {
    boolean present;
    try {
      present = new ProcessBuilder("openssl", "version").start().waitFor() == 0;
    } catch (IOException e) {
      present = false;
    }
    assumeTrue(present, "skipped: needs openssl on the path");
  }

  @ParameterizedTest
  @EnumSource(value = SigningAlgorithm.class, mode = Mode.EXCLUDE, names = NEEDS_OPENSSL_3_5)
  void opensAKeyInTheClear(SigningAlgorithm algorithm) throws Exception {
    Path file = store(algorithm, null);

    assertThat(openssl("pkey", "-in", file.toString(), "-pubout")).isEqualTo(publicBlock(file));
  }

  @ParameterizedTest
  @EnumSource(value = SigningAlgorithm.class, mode = Mode.EXCLUDE, names = NEEDS_OPENSSL_3_5)
  void opensAnEncryptedKeyWithItsPassphrase(SigningAlgorithm algorithm) throws Exception {
    Path file = store(algorithm, "open sesame");

    assertThat(openssl("pkey", "-in", file.toString(), "-passin", "pass:open sesame", "-pubout"))
        .isEqualTo(publicBlock(file));
    assertThat(openssl("pkey", "-in", file.toString(), "-passin", "pass:wrong", "-pubout"))
        .doesNotContain("PUBLIC KEY");
  }

  @ParameterizedTest
  @EnumSource(value = SigningAlgorithm.class, mode = Mode.EXCLUDE, names = NEEDS_OPENSSL_3_5)
  void loadsAKeyThatItEncrypted(SigningAlgorithm algorithm) throws Exception {
    Path file = store(algorithm, null);
    String text = Files.readString(file);
    String encrypted =
        openssl(
            "pkcs8",
            "-topk8",
            "-v2",
            "aes-256-cbc",
            "-v2prf",
            "hmacWithSHA256",
            "-in",
            file.toString(),
            "-passout",
            "pass:open sesame");

    Files.writeString(
        file, text.substring(0, text.indexOf("-----")) + encrypted + publicBlock(file));

    KeyRing ring = new KeyFiles(TestKeys.settings(folder, "open sesame", algorithm), CLOCK).load();
    assertThat(ring.active().get(0).kid() + ".pem").isEqualTo(file.getFileName().toString());
  }

  private Path store(SigningAlgorithm algorithm, @Nullable String passphrase) {
    KeyRing ring = TestKeys.ring(TestKeys.active(TestKeys.key(algorithm), CLOCK.instant()));
    new KeyFiles(TestKeys.settings(folder, passphrase, algorithm), CLOCK)
        .replace(KeyRing.EMPTY, ring);
    return folder.resolve(ring.keys().get(0).kid() + ".pem");
  }

  private static String publicBlock(Path file) throws IOException {
    String text = Files.readString(file, US_ASCII);
    return text.substring(text.indexOf("-----BEGIN PUBLIC KEY"));
  }

  private static String openssl(String... arguments) throws IOException, InterruptedException {
    List<String> command = Stream.concat(Stream.of("openssl"), Stream.of(arguments)).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
