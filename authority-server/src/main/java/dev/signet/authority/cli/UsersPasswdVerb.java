package dev.signet.authority.cli;

import dev.signet.authority.Authority;
import dev.signet.authority.audit.AuditEvent.PasswordChanged;
import dev.signet.authority.http.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code users passwd}: replaces a user's password. */
@Command(name = "passwd", description = "Replaces a user's password.")
final class UsersPasswdVerb extends Verb {
  @Parameters(paramLabel = "NAME", description = "the user")
  private String name = "";

  @Mixin private PasswordOption password = new PasswordOption();

  UsersPasswdVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    try (Authority authority = openAuthority()) {
      authority.administration().setPassword(name, password.read(terminal()));
      authority.audit().record(new PasswordChanged(name));
      if (json()) {
        terminal().json(Json.object("name", name, "password", "changed"));
      } else {
        terminal().out().println("password of " + name + " changed");
      }
      return OK;
    }
  }
}
