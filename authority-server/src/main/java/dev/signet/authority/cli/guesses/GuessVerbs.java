package dev.signet.authority.cli.guesses;

import dev.signet.authority.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The verbs under {@code guesses}. */
public final class GuessVerbs {
  private GuessVerbs() {}

  /** The group of them. */
  public static CommandLine group(Terminal terminal) {
    return new CommandLine(new Group())
        .addSubcommand(new GuessesListVerb(terminal))
        .addSubcommand(new GuessesLiftVerb(terminal));
  }

  /** Without a verb: shows which there are. */
  @Command(
      name = "guesses",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      description = "Who waits after failed attempts to authenticate.")
  private static final class Group {}
}
