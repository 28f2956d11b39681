package dev.signet.authority.token.assertion;

import static dev.signet.authority.authn.assertion.AssertionMaker.text;
import static dev.signet.authority.token.TokenClient.encode;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.authn.assertion.AssertionMaker;
import dev.signet.authority.authn.assertion.SignerKey;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.storage.TokenRights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An issuer whose assertions {@code billing} and {@code shipping} may present, each once. */
public final class TrustedPartner {
  private static final String TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String ISSUER = "https://partner.example.net";

  private final SignerKey key = SignerKey.es256("partner-1");

  /** What the configuration says of it. */
  public String section() {
    return String.format(
        Locale.ROOT,
        """
        assertions:
          partner:
            issuer: %s
            keysFile: %s
            prefix: partner|
            clients: [billing, shipping]
            audiences: [%s]
        """,
        ISSUER,
        pem(),
        RunningAuthority.AUDIENCE);
  }

  /** One who may present them, with the scopes {@code read} and {@code write}. */
  public static NewConsumer client(String name) {
    TokenRights rights =
        new TokenRights(
            List.of(RunningAuthority.AUDIENCE),
            new LinkedHashSet<>(List.of("read", "write")),
            Optional.empty(),
            Set.of(TYPE));
    return new NewConsumer(name, rights, Map.of());
  }

  /** A new assertion, as a token request carries it. */
  public String form(RunningAuthority authority) {
    String assertion =
        AssertionMaker.of(key, ISSUER, RunningAuthority.ISSUER, authority.clock().instant())
            .claim("sub", text("4711"))
            .withoutHeader("kid")
            .signed();
    return "grant_type=" + encode(TYPE) + "&assertion=" + encode(assertion);
  }

  private String pem() {
    String base64 = Base64.getMimeEncoder().encodeToString(key.publicKey().getEncoded());
    try {
      Path file = Files.createTempFile("partner", ".pem");
      file.toFile().deleteOnExit();
      return Files.writeString(
              file, "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n")
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
