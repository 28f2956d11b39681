package dev.signet.authority.cli.clients;

import dev.signet.authority.Authority;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.storage.credential.CredentialRecord;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code clients credentials list}. */
@Command(
    name = "list",
    description = "Lists all that a client can sign in with; never a secret nor its hash.")
final class CredentialsListVerb extends CredentialVerb {
  CredentialsListVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    try (Authority authority = openAuthority()) {
      Instant now = authority.clock().instant();
      List<CredentialRecord> all = authority.credentialAdministration().list(name());
      all.forEach(each -> print(each, each.isValidAt(now)));
      if (all.isEmpty() && !json()) {
        terminal().err().println("none: " + name() + " cannot sign in");
      }
      return OK;
    }
  }

  private void print(CredentialRecord each, boolean valid) {
    if (json()) {
      terminal().json(Shown.object(each, valid));
      return;
    }
    terminal()
        .out()
        .printf(
            Locale.ROOT,
            "%-8s %-11s since %s  %s %s  last used %s  %s%n",
            each.id(),
            Shown.kind(each),
            each.createdAt(),
            valid ? "expires" : "expired",
            orNever(each.expiresAt()),
            orNever(each.lastUsedAt()),
            (Shown.fingerprint(each) + " " + each.label()).strip());
  }

  private static String orNever(@Nullable Instant time) {
    return Objects.toString(time, "never");
  }
}
