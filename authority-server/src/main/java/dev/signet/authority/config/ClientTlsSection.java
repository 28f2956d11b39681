package dev.signet.authority.config;

import dev.signet.authority.authn.mtls.AddressRange;
import dev.signet.authority.authn.mtls.MtlsSettings;
import dev.signet.authority.authn.mtls.MtlsSettings.Format;
import dev.signet.authority.authn.mtls.MtlsSettings.ProxyHeader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is said of the certificates of clients: who asks for them, and whose word is taken. */
final class ClientTlsSection {
  /** RFC 9110 §5.6.2: what the name of a field may be. */
  private static final Pattern FIELD_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");

  /** Fields that any client sends for itself. */
  private static final Set<String> OF_CLIENTS =
      Set.of("authorization", "cookie", "host", "content-type", "content-length");

  private final ConfigReader reader;
  private final boolean asks;

  ClientTlsSection(ConfigReader reader) {
    this.reader = reader;
    this.asks = reader.choice("tls.clientAuth", ClientAuth.OFF) == ClientAuth.OPTIONAL;
  }

  /** Whether clients are asked for a certificate. */
  private enum ClientAuth {
    OFF,
    OPTIONAL
  }

  boolean asks() {
    return asks;
  }

  MtlsSettings read() {
    if (asks && !reader.isSet("tls.certificateFile")) {
      reader.fault(
          "tls.clientAuth",
          "needs TLS of our own: set tls.certificateFile and tls.keyFile, or have a proxy ask and"
              + " set proxies.certificateHeader");
    }
    ProxyHeader header = header();
    MtlsSettings settings = new MtlsSettings(asks, caFile().orElse(null), header);
    if (settings.caFile() != null && !settings.offered()) {
      reader.fault(
          "tls.clientCaFile",
          "is set, but no certificate is asked for: set tls.clientAuth: optional, or"
              + " proxies.certificateHeader");
    }
    return settings;
  }

  private Optional<Path> caFile() {
    Optional<Path> file = reader.findPath("tls.clientCaFile");
    file.filter(path -> !Files.isReadable(path))
        .ifPresent(path -> reader.fault("tls.clientCaFile", "cannot be read: " + path));
    return file;
  }

  private @Nullable ProxyHeader header() {
    List<String> proxies = reader.words("proxies.trusted");
    Optional<String> name = reader.find("proxies.certificateHeader");
    Format format = reader.choice("proxies.certificateFormat", Format.RFC9440);
    List<AddressRange> trusted =
        proxies.stream().flatMap(each -> AddressRange.parse(each).stream()).toList();
    if (trusted.size() < proxies.size()) {
      reader.fault(
          "proxies.trusted",
          "is not a list of addresses or ranges such as 10.0.0.0/8, the bits beyond it zero");
    }
    name.filter(each -> !isFieldOfProxies(each))
        .ifPresent(
            each ->
                reader.fault(
                    "proxies.certificateHeader", "is not the name of a field such as Client-Cert"));
    if (name.isPresent() == proxies.isEmpty()) {
      reader.fault(
          "proxies.certificateHeader", "and proxies.trusted go together: set both or none");
    }
    return name.map(each -> new ProxyHeader(trusted, each, format)).orElse(null);
  }

  private static boolean isFieldOfProxies(String name) {
    return FIELD_NAME.matcher(name).matches()
        && !OF_CLIENTS.contains(name.toLowerCase(Locale.ROOT));
  }
}
