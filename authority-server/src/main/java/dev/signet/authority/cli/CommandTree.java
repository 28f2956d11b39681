package dev.signet.authority.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.cli.clients.CredentialVerbs;
import dev.signet.authority.cli.guesses.GuessVerbs;
import dev.signet.authority.cli.quotas.QuotaVerbs;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.config.ConfigException;
import dev.signet.authority.config.Durations;
import dev.signet.authority.http.Json;
import dev.signet.authority.storage.ConsumerKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** The verbs of the command line, in one list. */
public final class CommandTree {
  private static final Logger LOG = LoggerFactory.getLogger(CommandTree.class);
  private static final int MISCONFIGURED = 78;

  private CommandTree() {}

  /**
   * Runs a command.
   *
   * @return the exit code: 0 done, 1 failed, 2 wrong usage, 3 done but not confirmed, 78 faults in
   *     the configuration
   */
  public static int run(Terminal terminal, String... arguments) {
    return build(terminal).execute(kidsLast(arguments));
  }

  /** One kid in 64 begins with a hyphen: behind "--" it is not taken for an option. */
  private static String[] kidsLast(String... arguments) {
    List<String> others = new ArrayList<>(List.of(arguments));
    List<String> kids = others.stream().filter(each -> each.matches("-[\\w-]{42}")).toList();
    if (!kids.isEmpty()) {
      others.removeAll(kids);
      others.add("--");
      others.addAll(kids);
    }
    return others.toArray(String[]::new);
  }

  static CommandLine build(Terminal terminal) {
    CommandLine tree =
        new CommandLine(new Root())
            .addSubcommand(new ServerVerbs.Serve(terminal))
            .addSubcommand(clients(terminal))
            .addSubcommand(users(terminal))
            .addSubcommand(tokens(terminal))
            .addSubcommand(keys(terminal))
            .addSubcommand(revocations(terminal))
            .addSubcommand(GuessVerbs.group(terminal))
            .addSubcommand(
                QuotaVerbs.addTo(group("quotas", "How much consumers may ask for."), terminal))
            .addSubcommand(
                group("config", "The configuration.").addSubcommand(new ConfigCheckVerb(terminal)))
            .addSubcommand(new ServerVerbs.ArchiveClasses(terminal));
    return tree.setOut(terminal.out())
        .setErr(terminal.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Duration.class, CommandTree::duration)
        .setExecutionExceptionHandler((e, command, parsed) -> fail(terminal, e, parsed));
  }

  private static CommandLine clients(Terminal terminal) {
    return CredentialVerbs.addTo(
        group("clients", "Applications that may acquire tokens.")
            .addSubcommand(new ClientsAddVerb(terminal))
            .addSubcommand(new ConsumersListVerb(terminal, ConsumerKind.APPLICATION))
            .addSubcommand(new ConsumersBindVerb(terminal, ConsumerKind.APPLICATION))
            .addSubcommand(new ConsumersDisableVerb(terminal, ConsumerKind.APPLICATION)),
        terminal);
  }

  private static CommandLine users(Terminal terminal) {
    return group("users", "People who may acquire tokens.")
        .addSubcommand(new UserVerbs.UsersAdd(terminal))
        .addSubcommand(new ConsumersListVerb(terminal, ConsumerKind.USER))
        .addSubcommand(new ConsumersBindVerb(terminal, ConsumerKind.USER))
        .addSubcommand(new ConsumersDisableVerb(terminal, ConsumerKind.USER))
        .addSubcommand(new UserVerbs.UsersPasswd(terminal));
  }

  private static CommandLine tokens(Terminal terminal) {
    return group("tokens", "Issue, inspect and list tokens.")
        .addSubcommand(new TokensIssueVerb(terminal))
        .addSubcommand(new TokensInspectVerb(terminal))
        .addSubcommand(new TokenRecordVerbs.TokensList(terminal))
        .addSubcommand(new TokenRecordVerbs.TokensCount(terminal));
  }

  private static CommandLine revocations(Terminal terminal) {
    return group("revocations", "Tokens that were taken back.")
        .addSubcommand(new RevocationsAddVerb(terminal))
        .addSubcommand(new RevocationVerbs.RevocationsList(terminal))
        .addSubcommand(new RevocationVerbs.RevocationsStatus(terminal))
        .addSubcommand(new RevocationVerbs.RevocationsRemove(terminal))
        .addSubcommand(new RevocationVerbs.RevocationsRenumber(terminal));
  }

  private static CommandLine keys(Terminal terminal) {
    return group("keys", "The signing keys and their rotation.")
        .addSubcommand(new KeyViewVerbs.KeysList(terminal))
        .addSubcommand(new KeyChangeVerbs.KeysRotate(terminal))
        .addSubcommand(new KeyChangeVerbs.KeysRevoke(terminal))
        .addSubcommand(new KeysRehearseVerb(terminal))
        .addSubcommand(new KeyChangeVerbs.KeysImport(terminal))
        .addSubcommand(new KeyViewVerbs.KeysExportPublic(terminal));
  }

  private static CommandLine group(String name, String description) {
    CommandLine group = new CommandLine(new Group());
    group.getCommandSpec().name(name).usageMessage().description(description);
    return group;
  }

  private static Duration duration(String text) {
    return Durations.parse(text)
        .orElseThrow(() -> new TypeConversionException("is not a duration such as 90s or 15m"));
  }

  private static int fail(Terminal terminal, Exception e, ParseResult parsed) {
    LOG.debug("command failed", e);
    List<String> faults =
        e instanceof ConfigException config ? config.faults() : List.of(message(e));
    if (parsed.expandedArgs().contains("--json")) {
      terminal.err().println(new String(Json.bytes(Map.of("errors", faults)), UTF_8));
    } else if (e instanceof ConfigException) {
      terminal.err().println(e.getMessage());
    } else {
      terminal.err().println("error: " + faults.get(0));
    }
    return e instanceof ConfigException ? MISCONFIGURED : Verb.FAILED;
  }

  private static String message(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** The command without a verb: shows what there is. */
  @Command(
      name = "signet",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      description = "The Signet authority: issues signed, self-contained tokens.")
  private static final class Root {}

  /** A group of verbs. */
  @Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
  private static final class Group {}
}
