package dev.signet.authority.cli.clients;

import dev.signet.authority.Authority;
import dev.signet.authority.audit.CredentialEvent;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.storage.credential.CredentialRecord;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** What the verbs about credentials have in common: the client, and one object for each outcome. */
abstract class CredentialVerb extends Verb {
  @Parameters(index = "0", paramLabel = "NAME", description = "the client_id")
  private String name = "";

  CredentialVerb(Terminal terminal) {
    super(terminal);
  }

  final String name() {
    return name;
  }

  /** Takes down that the client was given a credential. */
  static void record(Authority authority, CredentialRecord added) {
    authority
        .audit()
        .record(
            new CredentialEvent.Added(
                added.consumer(), added.id(), Shown.kind(added), added.expiresAt()));
  }

  final void print(Map<String, Object> object) {
    if (json()) {
      terminal().json(object);
    } else {
      object.forEach((key, value) -> terminal().out().println(Shown.column(key + ":") + value));
    }
  }
}
