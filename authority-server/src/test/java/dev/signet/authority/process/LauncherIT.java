package dev.signet.authority.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.process.Launcher.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script that starts everything: what it hands on, and the archive of classes that it takes.
 *
 * <p>That signals reach the JVM is seen by the tests that stop or kill an {@link AuthorityProcess}.
 */
class LauncherIT {
  private static final String MAIN_FROM_ARCHIVE =
      "dev.signet.authority.Main source: shared objects file";

  /** Where the class of each line of the log came from. */
  private static final String TELL = "-Xlog:class+load:stdout";

  @TempDir private Path folder;
  private Map<String, String> settings = Map.of();

  @BeforeEach
  void makeAHome() {
    settings = AuthorityHome.in(folder).settings();
  }

  /** It leads out of the folder, which who removes the folder would warn of. */
  @AfterEach
  void removeTheLinkToTheJar() throws IOException {
    Files.deleteIfExists(folder.resolve("authority-server.jar"));
  }

  @Nested
  class Handing {
    @Test
    void handsOnArgumentsAsTheyAre() throws IOException, InterruptedException {
      String name = "Ada  \"*\" $HOME";
      Outcome added =
          run(Launcher.built(), "", "clients", "add", "ada", "--audience", "o", "--name", name);
      Outcome listed = run(Launcher.built(), "", "clients", "list", "--json");

      assertThat(added.exitCode()).as(added.err()).isZero();
      assertThat(listed.out()).contains("\"Ada  \\\"*\\\" $HOME\"");
    }

    @Test
    void handsBackExitCodes() throws IOException, InterruptedException {
      assertThat(run(Launcher.built(), "", "config", "check").exitCode()).isZero();
      assertThat(run(Launcher.built(), "", "clients", "disable", "nobody").exitCode()).isOne();
      assertThat(run(Launcher.built(), "", "config", "chek").exitCode()).isEqualTo(2);
      settings = Map.of("SIGNET_COLOUR", "red");
      assertThat(run(Launcher.built(), "", "config", "check").exitCode()).isEqualTo(78);
    }

    @Test
    void letsItsUserPrevailWithOptions() throws IOException, InterruptedException {
      Outcome run =
          run(
              Launcher.built(),
              "-XX:+UseParallelGC -XX:-UseSerialGC -Xlog:gc:stdout",
              "config",
              "check");

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).contains("Using Parallel");
    }
  }

  @Nested
  @Tag("long")
  class Archive {
    @Test
    void isMadeByTheBuildAndTaken() throws IOException, InterruptedException {
      assertThat(run(Launcher.built(), TELL, "config", "check").out()).contains(MAIN_FROM_ARCHIVE);
    }

    @Test
    void isTakenThroughAnotherNameOfTheJar() throws IOException, InterruptedException {
      Launcher installed = installed();

      assertThat(run(installed, TELL, "config", "check").out()).contains(MAIN_FROM_ARCHIVE);
    }

    @Test
    void isPassedByWhenItIsCutShort() throws IOException, InterruptedException {
      Launcher installed = installed();
      byte[] whole = Files.readAllBytes(installed.archive());
      replace(installed, Arrays.copyOf(whole, whole.length / 2));

      assertStartsAsEver(installed);
    }

    @Test
    void isPassedByWhenItIsSomethingElse() throws IOException, InterruptedException {
      Launcher installed = installed();
      replace(installed, new byte[Math.toIntExact(Files.size(installed.archive()))]);

      assertStartsAsEver(installed);
    }

    @Test
    void isPassedByWhenItIsOfAnotherJdk() throws IOException, InterruptedException {
      Launcher installed = installed();
      byte[] archive = Files.readAllBytes(installed.archive());
      int name = new String(archive, 0, 8192, ISO_8859_1).indexOf("Server VM (");
      assertThat(name).isPositive();
      archive[name] = 'M';
      replace(installed, archive);

      assertStartsAsEver(installed);
    }

    @Test
    void isPassedByWhenTheJarIsAnother() throws IOException, InterruptedException {
      Launcher installed = installed();
      Files.delete(installed.jar());
      Files.copy(Launcher.built().jar(), installed.jar());

      assertStartsAsEver(installed);
    }

    @Test
    void isPassedByWithoutItsLength() throws IOException, InterruptedException {
      Launcher installed = installed();
      Files.delete(installed.length());

      assertStartsAsEver(installed);
    }

    @Test
    void isMadeAnewForACopyOfTheJar() throws IOException, InterruptedException {
      Launcher installed = installed();
      Files.delete(installed.jar());
      Files.copy(Launcher.built().jar(), installed.jar());

      Outcome made = run(installed, "", "archive-classes");

      assertThat(made.exitCode()).as(made.err()).isZero();
      assertThat(made.out()).startsWith(installed.archive().toString());
      assertThat(run(installed, TELL, "config", "check").out()).contains(MAIN_FROM_ARCHIVE);
    }

    private Launcher installed() throws IOException {
      return Launcher.built().copiedTo(folder);
    }

    private void replace(Launcher installed, byte[] archive) throws IOException {
      Files.delete(installed.archive());
      Files.write(installed.archive(), archive, StandardOpenOption.CREATE_NEW);
    }

    private void assertStartsAsEver(Launcher installed) throws IOException, InterruptedException {
      Outcome plain = run(installed, "", "config", "check");

      assertThat(plain.exitCode()).as(plain.err()).isZero();
      assertThat(plain.out()).startsWith("profile ").endsWith("The configuration is good.\n");
      assertThat(plain.err()).isEmpty();
      assertThat(run(installed, TELL, "config", "check").out())
          .contains("dev.signet.authority.Main source: ")
          .doesNotContain(MAIN_FROM_ARCHIVE);
    }
  }

  private Outcome run(Launcher launcher, String options, String... arguments)
      throws IOException, InterruptedException {
    return launcher.run(settings, options, arguments);
  }
}
