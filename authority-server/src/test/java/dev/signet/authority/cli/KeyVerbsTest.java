package dev.signet.authority.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.cli.Shell.Outcome;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyVerbsTest {
  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void makeAKey() {
    shell = new Shell(folder);
    shell.succeed("clients", "add", "billing", "--audience", "orders");
    shell.succeed("tokens", "issue", "billing");
  }

  private Map<String, String> states() {
    return shell.succeed("keys", "list", "--json").objects().stream()
        .collect(
            Collectors.toMap(key -> key.path("kid").asText(), key -> key.path("state").asText()));
  }

  private String active() {
    return states().entrySet().stream()
        .filter(entry -> entry.getValue().equals("active"))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private String issue() {
    return shell.succeed("tokens", "issue", "billing").out().strip();
  }

  private static void assertFailed(Outcome outcome, String... reasons) {
    assertThat(outcome.exitCode()).as(outcome::toString).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains(reasons);
  }

  @Nested
  class Listing {
    @Test
    void showsWhereAKeyStandsAndWhatHappensToItNext() {
      assertThat(shell.succeed("keys", "list").out())
          .isEqualTo(
              active()
                  + "  ES256    active    since 2026-11-22T10:00:00Z (in 0 s),"
                  + " its successor is announced 2026-12-21T10:00:00Z (in 29 d)\n");
    }

    @Test
    void printsAnObjectForEachKey() {
      shell.clock().advance(Duration.ofHours(5));
      shell.succeed("keys", "rotate");

      List<JsonNode> keys = shell.succeed("keys", "list", "--json").objects();

      assertThat(keys).hasSize(2);
      assertThat(keys.get(0).path("next_step").asText()).isEqualTo("retires");
      assertThat(keys.get(1).path("state").asText()).isEqualTo("next");
      assertThat(keys.get(1).path("announced_at").asText()).isEqualTo("2026-11-22T15:00:00Z");
      assertThat(keys.get(1).path("next_step_at").asText()).isEqualTo("2026-11-23T15:00:00Z");
      assertThat(keys.get(1).has("activated_at")).isFalse();
    }

    @Test
    void followsAKeyThroughItsLife() {
      String first = active();
      shell.succeed("keys", "rotate");
      shell.clock().advance(Duration.ofDays(1));
      issue();

      assertThat(shell.succeed("keys", "list").out())
          .contains(
              "retiring  since 2026-11-23T10:00:00Z (in 0 s), gone 2026-11-23T11:06:00Z (in 66 min)");
      shell.clock().advance(Duration.ofMinutes(66));
      issue();
      assertThat(states()).hasSize(1).doesNotContainKey(first);
    }
  }

  @Nested
  class Rotate {
    @Test
    void announcesAKeyAndSaysWhenItSigns() {
      String old = active();

      Outcome rotated = shell.succeed("keys", "rotate");

      assertThat(rotated.out())
          .containsPattern("new key +ES256 [\\w-]{43}\n")
          .contains("signs from 2026-11-23T10:00:00Z (in 24 h), in place of " + old)
          .contains("the old key is published until 2026-11-23T11:06:00Z");
      assertThat(rotated.err()).doesNotContain("WARNING");
      assertThat(active()).isEqualTo(old);
    }

    @Test
    void warnsWhenItSignsAtOnce() {
      String old = active();

      Outcome rotated = shell.succeed("keys", "rotate", "--now", "--json");

      assertThat(rotated.onlyObject().path("state").asText()).isEqualTo("active");
      assertThat(rotated.onlyObject().path("replaces").asText()).isEqualTo(old);
      assertThat(rotated.err()).contains("WARNING", "until 2026-11-22T10:07:00Z");
      assertThat(states()).containsEntry(old, "retiring");
    }

    @Test
    void letsAnAnnouncedKeySignAtOnceWhenAskedTwice() {
      String next = shell.succeed("keys", "rotate", "--json").onlyObject().path("kid").asText();

      assertFailed(shell.run("keys", "rotate"), next + " is announced already and signs from");
      shell.succeed("keys", "rotate", "--now");
      assertThat(active()).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource({
      "es256, es256 is not ES256",
      "RS256, 'no keys of RS256 are kept, only of ES256: add it to keys.algorithms'",
    })
    void refusesALineThatIsNone(String algorithm, String reason) {
      assertFailed(shell.run("keys", "rotate", "--algorithm", algorithm), reason);
    }
  }

  @Nested
  class Revoke {
    @Test
    void takesTheOnlyKeyFromTheSetAndLetsANewOneSign() {
      String old = active();
      String token = issue();

      Outcome revoked = shell.succeed("keys", "revoke", old);

      assertThat(revoked.out())
          .contains("revoked    ES256 " + old + " ACTIVE", "signing    ES256 ")
          .contains("within 5 s", "by 2026-11-22T10:07:00Z")
          .contains("within 19 s", "revocation 1", "24 h unless");
      assertThat(shell.succeed("revocations", "list").out())
          .contains("tokens of key " + old + " issued before 2026-11-22T10:00:01Z");
      assertThat(states()).hasSize(1).doesNotContainKey(old);
      assertThat(shell.run("tokens", "inspect", token).out()).contains("reason: unknown_key");
      assertThat(folder.resolve("keys").resolve(old + ".pem")).doesNotExist();
      shell.succeed("tokens", "inspect", issue());
    }

    @Test
    void takesTwoOneAfterTheOther() {
      String first = active();
      String next = shell.succeed("keys", "rotate", "--json").onlyObject().path("kid").asText();

      JsonNode one = shell.succeed("keys", "revoke", first, "--json").onlyObject();
      assertThat(one.path("signing").path(0).asText()).isEqualTo(next);
      shell.succeed("keys", "revoke", next);

      assertThat(states()).hasSize(1).doesNotContainKeys(first, next);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "nobody",
          "-h234567890123456789012345678901234567890_-",
          "../../etc/passwd",
          "\u001b[31m"
        })
    void knowsNoKeyOfAnotherName(String kid) {
      assertFailed(shell.run("keys", "revoke", kid), "there is no key", "see: keys list");
      assertThat(states()).hasSize(1);
    }

    @Test
    void refusesASecondRevocationOfTheSameKey() {
      String old = active();
      shell.succeed("keys", "revoke", old);

      assertFailed(shell.run("keys", "revoke", old), "there is no key " + old);
    }
  }

  @Nested
  class Import {
    @Test
    void announcesAKeyOfAnotherTool() throws Exception {
      Path pem = pem("EC");

      Outcome imported = shell.succeed("keys", "import", pem.toString());

      assertThat(imported.out())
          .containsPattern("imported   ES256 [\\w-]{43} NEXT")
          .contains("signs from 2026-11-23T10:00:00Z");
      assertThat(imported.err()).contains("remove " + pem);
      assertThat(states()).containsValues("active", "next");
      shell.clock().advance(Duration.ofDays(1));
      shell.succeed("tokens", "inspect", issue());
    }

    @Test
    void publishesAKeyThatOnlyVerifies() throws Exception {
      JsonNode imported =
          shell
              .succeed("keys", "import", pem("RSA").toString(), "--verify-only", "--json")
              .onlyObject();

      assertThat(imported.path("algorithm").asText()).isEqualTo("RS256");
      assertThat(imported.path("state").asText()).isEqualTo("retiring");
      assertThat(states()).containsEntry(imported.path("kid").asText(), "retiring");
    }

    @Test
    void refusesASecondImportOfTheSameKey() throws Exception {
      Path pem = pem("EC");
      shell.succeed("keys", "import", pem.toString());

      assertFailed(shell.run("keys", "import", pem.toString()), "is in the ring already");
      assertFailed(shell.run("keys", "import", pem("EC").toString()), "is announced already");
    }

    @ParameterizedTest
    @CsvSource({
      "'nothing', is not a private key in PKCS#8",
      "'-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', is not a private key",
      "'-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----',"
          + " give --passphrase-file",
      "'-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----', openssl pkcs8 -topk8",
    })
    void refusesWhatIsNoKey(String text, String reason) throws IOException {
      Path file = Files.writeString(folder.resolve("in.pem"), text);

      assertFailed(shell.run("keys", "import", file.toString()), file.toString(), reason);
    }

    @Test
    void refusesAFileThatIsNotThereAndAWeakKey() throws Exception {
      assertFailed(shell.run("keys", "import", "absent.pem"), "absent.pem cannot be read");
      KeyPairGenerator weak = KeyPairGenerator.getInstance("RSA");
      weak.initialize(1024);

      assertFailed(
          shell.run("keys", "import", write(weak.generateKeyPair().getPrivate()).toString()),
          "RSA of at least 2048 bits");
    }

    private Path pem(String type) throws Exception {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
      if (type.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      } else {
        generator.initialize(2048);
      }
      return write(generator.generateKeyPair().getPrivate());
    }

    private Path write(PrivateKey key) throws IOException {
      String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
      Path file = Files.createTempFile(folder, "in", ".pem");
      return Files.writeString(
          file, "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n", UTF_8);
    }
  }

  @Nested
  class ExportPublic {
    @ParameterizedTest
    @ValueSource(strings = {"keys export-public", "keys export-public --pem"})
    void printsWhatAPartnerVerifiesWith(String line) {
      shell.succeed("keys", "rotate");

      String keys = shell.succeed(line.split(" ")).out();

      assertThat(keys).doesNotContain("PRIVATE", "\"d\"").contains(states().keySet());
      try (TokenValidator validator =
          TokenValidator.forAuthority(Shell.ISSUER, "orders")
              .keys(keys)
              .clock(shell.clock())
              .build()) {
        assertThat(validator.checkToken(issue())).isInstanceOf(Verdict.Accepted.class);
      }
    }

    @Test
    void printsAJwkSetUnlessToldOtherwise() {
      JsonNode set = shell.succeed("keys", "export-public", "--json").onlyObject();

      assertThat(set.path("keys").path(0).path("kid").asText()).isEqualTo(active());
      JsonNode pem = shell.succeed("keys", "export-public", "--pem", "--json").onlyObject();
      assertThat(pem.path("pem").asText()).contains("BEGIN PUBLIC KEY");
    }
  }

  @Nested
  class Rehearse {
    @Test
    void refusesNoTokenAndChangesNothing() throws IOException {
      String before = Files.readString(folder.resolve("keys").resolve("ring.json"));

      Outcome good = shell.succeed("keys", "rehearse");

      assertThat(good.out())
          .containsPattern("tokens signed +\\d{2,}")
          .containsPattern("(?m)^refusals +0$");
      assertThat(Files.readString(folder.resolve("keys").resolve("ring.json"))).isEqualTo(before);
    }

    @Test
    void showsWhatAnUnannouncedRotationBreaks() {
      Outcome broken = shell.run("keys", "rehearse", "--now");

      assertThat(broken.exitCode()).isEqualTo(1);
      assertThat(broken.out()).contains("unknown_key", "and so on");
      JsonNode report = shell.run("keys", "rehearse", "--now", "--json").onlyObject();
      assertThat(report.path("refusals")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "many"})
    void refusesANumberOfRotationsThatIsNone(String number) {
      assertThat(shell.run("keys", "rehearse", "--rotations", number).exitCode()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "rotate",
        "revoke x",
        "rehearse",
        "import x.pem",
        "export-public",
      })
  void makesNoRingWhereThereIsNone(String verb, @TempDir Path empty) {
    Outcome failed = new Shell(empty).run(("keys " + verb).split(" "));

    assertFailed(failed, "there is no signing key in " + empty.resolve("keys"));
    assertThat(empty).isEmptyDirectory();
  }

  @Nested
  class InTheDatabase {
    private Shell node(Path at) {
      return new Shell(at)
          .with("SIGNET_KEYS_STORE", "database")
          .with("SIGNET_KEYS_MASTER_KEY", "A".repeat(43) + "=");
    }

    @Test
    void keepsTheRingThatTheNodesShare(@TempDir Path at) {
      node(at).succeed("clients", "add", "billing", "--audience", "orders");
      String token = node(at).succeed("tokens", "issue", "billing").out().strip();

      node(at).succeed("keys", "rotate");
      List<JsonNode> keys = node(at).succeed("keys", "list", "--json").objects();

      assertThat(keys)
          .extracting(key -> key.path("state").asText())
          .containsExactly("active", "next");
      assertThat(node(at).succeed("tokens", "inspect", token).out()).contains("accepted");
      assertThat(at.resolve("keys")).doesNotExist();
    }

    @Test
    void namesTheDatabaseThatHasNoRing(@TempDir Path at) {
      assertFailed(
          node(at).run("keys", "list"),
          "there is no signing key in " + at.resolve("signet.db"),
          "storage.file");
    }

    @Test
    void refusesAnotherMasterKey(@TempDir Path at) {
      node(at).succeed("clients", "add", "billing", "--audience", "orders");
      node(at).succeed("tokens", "issue", "billing");

      assertFailed(
          node(at).with("SIGNET_KEYS_MASTER_KEY", "B".repeat(42) + "A=").run("keys", "list"),
          "wrapped by another master key");
    }
  }
}
