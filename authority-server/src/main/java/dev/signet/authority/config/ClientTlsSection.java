package dev.signet.authority.config;

import dev.signet.authority.authn.mtls.MtlsSettings;
import dev.signet.authority.authn.mtls.MtlsSettings.Format;
import dev.signet.authority.authn.mtls.MtlsSettings.ProxyHeader;
import dev.signet.authority.http.proxy.AddressRange;
import dev.signet.authority.http.proxy.ClientAddresses;
import dev.signet.authority.http.proxy.ClientAddresses.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is said of clients: who asks for their certificates, and which proxies are believed. */
final class ClientTlsSection {
  /** RFC 9110 §5.6.2: what the name of a field may be. */
  private static final Pattern FIELD_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");

  /** Fields that any client sends for itself. */
  private static final Set<String> OF_CLIENTS =
      Set.of("authorization", "cookie", "host", "content-type", "content-length", "dpop");

  private final ConfigReader reader;
  private final boolean asks;
  private final List<AddressRange> proxies;
  private final Field addressHeader;

  ClientTlsSection(ConfigReader reader) {
    this.reader = reader;
    this.asks = reader.choice("tls.clientAuth", ClientAuth.OFF) == ClientAuth.OPTIONAL;
    this.proxies = proxies(reader);
    this.addressHeader = reader.choice("proxies.addressHeader", Field.NONE);
  }

  /** Whether clients are asked for a certificate. */
  private enum ClientAuth {
    OFF,
    OPTIONAL
  }

  private static List<AddressRange> proxies(ConfigReader reader) {
    List<String> proxies = reader.words("proxies.trusted");
    List<AddressRange> ranges =
        proxies.stream().flatMap(each -> AddressRange.parse(each).stream()).toList();
    if (ranges.size() < proxies.size()) {
      reader.fault(
          "proxies.trusted",
          "is not a list of addresses or ranges such as 10.0.0.0/8, the bits beyond it zero");
    }
    return ranges;
  }

  /** From where requests come. */
  ClientAddresses addresses() {
    if (addressHeader != Field.NONE && !reader.isSet("proxies.trusted")) {
      reader.fault(
          "proxies.addressHeader", "is believed of nobody: set proxies.trusted, or remove it");
    }
    return new ClientAddresses(proxies, addressHeader);
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
    MtlsSettings settings = new MtlsSettings(asks, caFile().orElse(null), proxies, header);
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
    Optional<String> name = reader.find("proxies.certificateHeader");
    Format format = reader.choice("proxies.certificateFormat", Format.RFC9440);
    name.filter(each -> !isFieldOfProxies(each))
        .ifPresent(
            each ->
                reader.fault(
                    "proxies.certificateHeader", "is not the name of a field such as Client-Cert"));
    boolean trusts = reader.isSet("proxies.trusted");
    if (name.isPresent() && !trusts) {
      reader.fault(
          "proxies.certificateHeader", "is believed of nobody: set proxies.trusted, or remove it");
    }
    if (trusts && name.isEmpty() && addressHeader == Field.NONE) {
      reader.fault(
          "proxies.trusted",
          "is set, but nothing is believed of them: set proxies.addressHeader,"
              + " proxies.certificateHeader or both");
    }
    return name.map(each -> new ProxyHeader(each, format)).orElse(null);
  }

  private static boolean isFieldOfProxies(String name) {
    return FIELD_NAME.matcher(name).matches()
        && !OF_CLIENTS.contains(name.toLowerCase(Locale.ROOT));
  }
}
