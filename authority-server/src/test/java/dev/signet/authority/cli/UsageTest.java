package dev.signet.authority.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.cli.Shell.Outcome;
import dev.signet.authority.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** How every command explains itself, and how it refuses what it does not understand. */
class UsageTest {
  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void openAShell() {
    shell = new Shell(folder);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void explainsEachOptionOnStandardOutput(CommandLine command) {
    Outcome help = shell.run(words(command, "--help"));

    assertThat(help.exitCode()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out()).startsWith("Usage: " + command.getCommandSpec().qualifiedName());
    for (ArgSpec argument : command.getCommandSpec().args()) {
      String name =
          argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
      assertThat(help.out()).contains(name);
      assertThat(argument.description()).as(name).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void refusesAnOptionThatIsNone(CommandLine command) {
    Outcome wrong = shell.run(words(command, "--xyzzy"));

    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).contains("Usage: signet");
  }

  @ParameterizedTest
  @MethodSource("groups")
  void asksForAVerbWhereOneIsMissing(CommandLine command) {
    Outcome wrong = shell.run(words(command));

    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).contains("Missing required subcommand", "Usage: signet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clients add",
        "clients add billing",
        "clients add billing --provides",
        "users add ada",
        "clients add billing --audience",
        "clients add billing --audience orders --lifetime soon",
        "clients add billing extra --audience orders",
        "clients xyzzy billing",
        "users passwd",
        "tokens issue",
        "keys revoke",
        "keys import",
        "keys rehearse --rotations 0",
        "keys export-public --pkcs12",
        "serve now",
      })
  void refusesWrongUsageOnStandardError(String line) {
    Outcome wrong = shell.run(line.split(" "));

    assertThat(wrong.exitCode()).as(wrong::toString).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).contains("Usage: signet");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clients list",
        "clients add billing --audience orders",
        "clients disable billing",
        "users list",
        "tokens issue billing",
        "tokens inspect x.y.z",
        "keys list",
        "keys rotate",
        "keys revoke x",
        "keys rehearse",
        "keys import x.pem",
        "keys export-public",
        "config check",
        "serve",
      })
  void listsEveryFaultOfTheConfiguration(String line) throws IOException {
    Path yaml = Files.writeString(folder.resolve("signet.yaml"), "colour: red\n");
    shell.with("SIGNET_CONFIG", yaml.toString()).with("SIGNET_ISSUER", "http://a.example");

    Outcome refused = shell.run(line.split(" "));

    assertThat(refused.exitCode()).isEqualTo(78);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err().lines())
        .hasSize(5)
        .anyMatch(fault -> fault.startsWith("- issuer must be https"))
        .anyMatch(fault -> fault.startsWith("- keys.passphraseFile is missing"))
        .anyMatch(fault -> fault.startsWith("- secrets.hashKeyFile is missing"))
        .anyMatch(fault -> fault.startsWith("- colour is not a setting"));
  }

  @Test
  void listsEveryFaultAsJsonWhenAskedTo() {
    shell.with("SIGNET_LISTEN_PORT", "x").with("SIGNET_COLOUR", "red");

    Outcome refused = shell.run("config", "check", "--json");

    assertThat(refused.exitCode()).isEqualTo(78);
    assertThat(refused.out()).isEmpty();
    assertThat(Shell.object(refused.err()).required("errors")).hasSize(2);
  }

  @Test
  void prefersTheOptionToTheVariableThatNamesTheFile() throws IOException {
    Path yaml = Files.writeString(folder.resolve("signet.yaml"), "profile: development\n");
    shell.with("SIGNET_CONFIG", folder.resolve("absent.yaml").toString());

    assertThat(shell.run("config", "check").err()).contains("absent.yaml", "no such file");
    assertThat(shell.run("config", "check", "--config", yaml.toString()).exitCode()).isZero();
  }

  static Stream<CommandLine> commands() {
    return withSubcommands(tree());
  }

  static Stream<CommandLine> groups() {
    return commands().filter(command -> !command.getSubcommands().isEmpty());
  }

  private static CommandLine tree() {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return CommandTree.build(
        new Terminal(clock, Map.of(), InputStream.nullInputStream(), nowhere, nowhere, time -> {}));
  }

  private static Stream<CommandLine> withSubcommands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(UsageTest::withSubcommands));
  }

  private static String[] words(CommandLine command, String... more) {
    Stream<String> path = Stream.of(command.getCommandSpec().qualifiedName().split(" ")).skip(1);
    return Stream.concat(path, Stream.of(more)).toArray(String[]::new);
  }
}
