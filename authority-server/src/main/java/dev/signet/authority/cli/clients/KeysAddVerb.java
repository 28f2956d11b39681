package dev.signet.authority.cli.clients;

import static java.util.Objects.requireNonNull;

import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.directory.credential.PublicCredential;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clients keys add}: public keys for private_key_jwt. */
@Command(
    name = "add",
    description = "Registers the public keys that a client signs its assertions with.",
    footer = {
      "",
      "Examples:",
      "  clients keys add billing --jwks billing.jwks.json",
      "  clients keys add billing --jwks-uri https://billing.example.org/jwks.json"
    })
final class KeysAddVerb extends PublicCredentialVerb {
  @ArgGroup(multiplicity = "1")
  private Keys keys = new Keys();

  KeysAddVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  PublicCredential asked() {
    return keys.file != null
        ? PublicCredential.jwks(read(keys.file))
        : PublicCredential.jwksUri(requireNonNull(keys.address));
  }

  /** Where the keys are; one of the two. */
  private static final class Keys {
    @Option(
        names = "--jwks",
        paramLabel = "FILE",
        description = "a JWK Set of public keys for ES256, Ed25519 or RS256")
    private @Nullable Path file;

    @Option(
        names = "--jwks-uri",
        paramLabel = "URL",
        description = "the https address where the client publishes its JWK Set")
    private @Nullable String address;
  }
}
