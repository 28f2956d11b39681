package dev.signet.authority.keys.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A token of SoftHSM in a folder. Each is driven by a copy of the library of its own, as a library
 * keeps what it was told first for as long as the process lives.
 */
public final class SoftHsm {
  /** The PIN of its user. */
  public static final String PIN = "1234";

  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib64/pkcs11/libsofthsm2.so"),
          Path.of("/opt/homebrew/lib/softhsm/libsofthsm2.so"));

  private final Path tokens;
  private final Path library;

  private SoftHsm(Path folder) {
    this.tokens = folder.resolve("tokens");
    this.library = folder.resolve("libsofthsm2.so");
  }

  /** Makes a token; skips the test where SoftHSM is not installed. */
  public static SoftHsm in(Path folder) throws IOException, InterruptedException {
    Path installed = LIBRARIES.stream().filter(Files::exists).findFirst().orElse(Path.of(""));
    String configuration = System.getenv("SOFTHSM2_CONF");
    assumeTrue(Files.isRegularFile(installed), "skipped: needs SoftHSM (package softhsm2)");
    assumeTrue(configuration != null, "skipped: needs SOFTHSM2_CONF, which the build sets");
    SoftHsm hsm = new SoftHsm(folder);
    Files.createDirectories(hsm.tokens);
    Files.copy(installed, hsm.library);
    Files.writeString(
        Path.of(Objects.requireNonNull(configuration)),
        "directories.tokendir = "
            + hsm.tokens
            + "\nobjectstore.backend = file\nlog.level = ERROR\n");
    Process made =
        new ProcessBuilder(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                "signet",
                "--pin",
                PIN,
                "--so-pin",
                "5678")
            .redirectErrorStream(true)
            .start();
    String said = new String(made.getInputStream().readAllBytes(), UTF_8);
    if (made.waitFor() != 0) {
      throw new IOException(said);
    }
    return hsm;
  }

  /** The file of the library. */
  public Path library() {
    return library;
  }

  Pkcs11Settings settings() {
    return new Pkcs11Settings(library, null, PIN);
  }

  /** Logs everybody out, as a device does that was reset. */
  public void loseSessions() throws GeneralSecurityException, IOException {
    ((AuthProvider) open().getProvider()).logout();
  }

  /** Takes the keys away under the running library. */
  public void fallSick() throws IOException {
    Files.move(tokens, tokens.resolveSibling("away"));
  }

  /** The names of the keys in it. */
  public Set<String> kids() throws GeneralSecurityException, IOException {
    return new TreeSet<>(Collections.list(open().aliases()));
  }

  private KeyStore open() throws GeneralSecurityException, IOException {
    KeyStore store =
        KeyStore.getInstance(
            "PKCS11",
            Security.getProvider("SunPKCS11").configure(settings().providerConfiguration()));
    store.load(null, PIN.toCharArray());
    return store;
  }
}
