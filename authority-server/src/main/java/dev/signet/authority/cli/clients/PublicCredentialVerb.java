package dev.signet.authority.cli.clients;

import dev.signet.authority.Authority;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.directory.credential.PublicCredential;
import dev.signet.authority.directory.credential.Terms;
import dev.signet.authority.http.Json;
import dev.signet.authority.storage.credential.CredentialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** Registers something whose secret part stays with the client. */
abstract class PublicCredentialVerb extends CredentialVerb {
  @Mixin private TermsOptions options = new TermsOptions();

  PublicCredentialVerb(Terminal terminal) {
    super(terminal);
  }

  /** What the options name. */
  abstract PublicCredential asked();

  @Override
  public final Integer call() {
    Terms terms = options.terms();
    PublicCredential asked = asked();
    try (Authority authority = openAuthority()) {
      CredentialRecord added = authority.credentialAdministration().add(name(), asked, terms);
      record(authority, added);
      Map<String, Object> object =
          Json.object("client_id", name(), "id", added.id(), "kind", Shown.kind(added));
      object.put("fingerprint", Shown.fingerprint(added));
      Shown.putTime(object, "expires_at", added.expiresAt());
      print(object);
      return OK;
    }
  }

  /**
   * The text of a file.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read as text", e);
    }
  }
}
