package dev.signet.authority.cli;

import java.io.Console;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a new password comes from; never from an argument, where others can read it. */
final class PasswordOption {
  @Option(
      names = "--password-stdin",
      description = "take the password from the first line of standard input; else it is asked for")
  private boolean fromStandardInput;

  /**
   * The password.
   *
   * @throws IllegalArgumentException if there is no terminal to ask at, or two entries differ
   */
  String read(Terminal terminal) {
    if (fromStandardInput) {
      return terminal.readLine();
    }
    Console console =
        Optional.ofNullable(System.console())
            .orElseThrow(
                () -> new IllegalArgumentException("no terminal to ask at: use --password-stdin"));
    String once = String.valueOf(console.readPassword("Password: "));
    String again = String.valueOf(console.readPassword("Again: "));
    if (!once.equals(again)) {
      throw new IllegalArgumentException("the two passwords differ");
    }
    return once;
  }
}
