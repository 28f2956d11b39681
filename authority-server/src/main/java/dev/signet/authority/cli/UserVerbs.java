package dev.signet.authority.cli;

import dev.signet.authority.Authority;
import dev.signet.authority.audit.ConsumerEvent;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.http.Json;
import java.io.Console;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs that are for users alone. */
final class UserVerbs {
  private UserVerbs() {}

  /** {@code users add}: adds a user with a password. */
  @Command(
      name = "add",
      description = "Adds a user with a password.",
      footer = {
        "",
        "Example:",
        "  users add ada --audience orders --scope orders.read --email ada@example.org --role clerk"
      })
  static final class UsersAdd extends Verb {
    @Parameters(paramLabel = "NAME", description = "the name the user signs in with")
    private String name = "";

    @Mixin private RightsOptions rights = new RightsOptions();
    @Mixin private PasswordOption password = new PasswordOption();
    @Mixin private DetailsOptions details = new DetailsOptions();

    UsersAdd(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() {
      NewConsumer user = new NewConsumer(name, rights.rights(), details.details());
      try (Authority authority = openAuthority()) {
        authority.administration().addUser(user, password.read(terminal()));
        authority.audit().record(new ConsumerEvent.Added(name, "user"));
        if (json()) {
          terminal().json(Json.object("name", name, "kind", "user"));
        } else {
          terminal().out().println("user " + name + " added");
        }
        return OK;
      }
    }
  }

  /** {@code users passwd}: replaces a user's password. */
  @Command(name = "passwd", description = "Replaces a user's password.")
  static final class UsersPasswd extends Verb {
    @Parameters(paramLabel = "NAME", description = "the user")
    private String name = "";

    @Mixin private PasswordOption password = new PasswordOption();

    UsersPasswd(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() {
      try (Authority authority = openAuthority()) {
        authority.administration().setPassword(name, password.read(terminal()));
        authority.audit().record(new ConsumerEvent.PasswordChanged(name));
        if (json()) {
          terminal().json(Json.object("name", name, "password", "changed"));
        } else {
          terminal().out().println("password of " + name + " changed");
        }
        return OK;
      }
    }
  }

  /** Where a new password comes from; never from an argument, where others can read it. */
  private static final class PasswordOption {
    @Option(
        names = "--password-stdin",
        description =
            "take the password from the first line of standard input; else it is asked for")
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
                  () ->
                      new IllegalArgumentException("no terminal to ask at: use --password-stdin"));
      String once = String.valueOf(console.readPassword("Password: "));
      String again = String.valueOf(console.readPassword("Again: "));
      if (!once.equals(again)) {
        throw new IllegalArgumentException("the two passwords differ");
      }
      return once;
    }
  }
}
