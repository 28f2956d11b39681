package dev.signet.authority.cli.clients;

import dev.signet.authority.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The groups of verbs under {@code clients}. */
public final class CredentialVerbs {
  private CredentialVerbs() {}

  /** Adds them to the group {@code clients}. */
  public static CommandLine addTo(CommandLine clients, Terminal terminal) {
    return clients
        .addSubcommand(
            group("secrets", "The secrets of a client.")
                .addSubcommand(new SecretsAddVerb(terminal)))
        .addSubcommand(
            group("keys", "The public keys that a client signs with.")
                .addSubcommand(new KeysAddVerb(terminal)))
        .addSubcommand(
            group("certificates", "The TLS certificates of a client.")
                .addSubcommand(new CertificatesAddVerb(terminal)))
        .addSubcommand(
            group("credentials", "All that a client can sign in with.")
                .addSubcommand(new CredentialsListVerb(terminal))
                .addSubcommand(new CredentialsExpireVerb(terminal)));
  }

  private static CommandLine group(String name, String description) {
    CommandLine group = new CommandLine(new Group());
    group.getCommandSpec().name(name).usageMessage().description(description);
    return group;
  }

  /** A group of verbs. */
  @Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
  private static final class Group {}
}
