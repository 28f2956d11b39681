package dev.signet.authority.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signet.authority.authn.mtls.MtlsSettings;
import dev.signet.authority.authn.mtls.MtlsSettings.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of clients' certificates, which go together. */
class ClientTlsConfigTest {
  @TempDir private Path folder;

  private MtlsSettings read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("signet.yaml"), "profile: development\n" + yaml);
    return AuthorityConfig.read(file, Map.of()).mtls();
  }

  private List<String> faults(String yaml) {
    ConfigException refused = catchThrowableOfType(ConfigException.class, () -> read(yaml));
    return Objects.requireNonNull(refused).faults();
  }

  @Test
  void isOffUnlessAskedFor() throws IOException {
    assertThat(read("").offered()).isFalse();
  }

  @Test
  void takesTheCertificatesOfItsOwnTls() throws IOException {
    Path ca = Files.writeString(folder.resolve("ca.pem"), "PEM");

    MtlsSettings settings =
        read(
            """
            tls: {certificateFile: c.pem, keyFile: k.pem, clientAuth: optional, clientCaFile: %s}
            """
                .replace("%s", ca.toString()));

    assertThat(settings.asks()).isTrue();
    assertThat(settings.caFile()).isEqualTo(ca);
    assertThat(settings.proxyHeader()).isNull();
  }

  @Test
  void takesThoseThatProxiesTell() throws IOException {
    MtlsSettings settings =
        read(
            """
            proxies:
              trusted: [10.0.0.0/8, "::1"]
              certificateHeader: X-SSL-Cert
              certificateFormat: url-pem
            """);

    assertThat(settings.asks()).isFalse();
    assertThat(settings.offered()).isTrue();
    assertThat(settings.proxies()).hasSize(2);
    assertThat(Objects.requireNonNull(settings.proxyHeader()).name()).isEqualTo("X-SSL-Cert");
    assertThat(settings.proxyHeader().format()).isEqualTo(Format.URL_PEM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "10.0.0.1/8", "proxy.example.org", "10.0.0.0/8 nowhere"})
  void trustsAddressesAndNeitherNamesNorEverybody(String trusted) {
    assertThat(faults("proxies: {trusted: '" + trusted + "', certificateHeader: Client-Cert}\n"))
        .singleElement()
        .asString()
        .startsWith("proxies.trusted is not a list of addresses");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Client Cert", "Authorization", "cookie", "DPoP", "A:B"})
  void takesAFieldThatIsForProxies(String name) {
    assertThat(faults("proxies: {trusted: 10.0.0.1, certificateHeader: '" + name + "'}\n"))
        .singleElement()
        .asString()
        .startsWith("proxies.certificateHeader is not the name of a field");
  }

  @Test
  void wantsACaFileThatIsUsedAndThere() throws IOException {
    Path ca = Files.writeString(folder.resolve("ca.pem"), "PEM");

    assertThat(faults("tls: {clientCaFile: " + ca + "}\n"))
        .singleElement()
        .asString()
        .startsWith("tls.clientCaFile is set, but no certificate is asked for");
    assertThat(
            faults(
                """
                tls: {certificateFile: c.pem, keyFile: k.pem, clientAuth: optional,
                  clientCaFile: absent.pem}
                """))
        .containsExactly("tls.clientCaFile cannot be read: absent.pem");
  }
}
