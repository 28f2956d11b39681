package dev.signet.authority.keys.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Signature;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library for another machine, played by the one for this machine in another folder. */
class CorrettoClassesTest {
  private static final ClassLoader OWN = CorrettoClassesTest.class.getClassLoader();
  private static final String LIBRARY =
      "com/amazon/corretto/crypto/provider/libamazonCorrettoCryptoProvider.so";

  @TempDir private Path folder;

  @BeforeEach
  void runsWhereTheJarOnTheClassPathServes() {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    assumeTrue(System.getProperty("os.arch").equals("amd64"));
  }

  @Test
  void givesTheClassesTheLibraryOfTheFolder() throws Exception {
    copyLibraryTo(folder.resolve("other-machine"));
    try (URLClassLoader others = new URLClassLoader(new URL[] {folder.toUri().toURL()}, OWN)) {
      Provider provider =
          CorrettoClasses.provider(new CorrettoClasses(others, "other-machine")).orElseThrow();

      assertThat(provider.getClass().getClassLoader()).isInstanceOf(CorrettoClasses.class);
      assertThat(Signature.getInstance("Ed25519", provider)).isNotNull();
    }
  }

  @Test
  void isAbsentWhereTheLibraryIsForAnotherProcessor() {
    assertThat(OWN.getResource("linux-aarch64/" + LIBRARY)).isNotNull();

    assertThat(CorrettoClasses.provider(new CorrettoClasses(OWN, "linux-aarch64"))).isEmpty();
  }

  @Test
  void isAbsentWhereThereIsNoLibrary() {
    assertThat(CorrettoClasses.provider(new CorrettoClasses(OWN, "no-such-folder"))).isEmpty();
  }

  @Test
  void isAbsentWhereThereAreNoClasses() throws IOException {
    try (URLClassLoader nothing = new URLClassLoader(new URL[0], null)) {
      assertThat(CorrettoClasses.provider(nothing)).isEmpty();
    }
  }

  private static void copyLibraryTo(Path place) throws IOException {
    Path copy = place.resolve(LIBRARY);
    Files.createDirectories(Objects.requireNonNull(copy.getParent()));
    try (InputStream library = Objects.requireNonNull(OWN.getResourceAsStream(LIBRARY))) {
      Files.copy(library, copy);
    }
  }
}
