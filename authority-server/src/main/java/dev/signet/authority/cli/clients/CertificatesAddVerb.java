package dev.signet.authority.cli.clients;

import static java.util.Objects.requireNonNull;

import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.directory.credential.PublicCredential;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clients certificates add}: a certificate, or what one must say. */
@Command(
    name = "add",
    description = {
      "Registers a client's TLS certificate.",
      "A file registers that very certificate, self-signed or not. The others register what a"
          + " certificate of a CA in tls.clientCaFile must say."
    },
    footer = {
      "",
      "Examples:",
      "  clients certificates add billing --certificate billing.pem",
      "  clients certificates add billing --subject-dn CN=billing,O=Example"
    })
final class CertificatesAddVerb extends PublicCredentialVerb {
  @ArgGroup(multiplicity = "1")
  private Certificate certificate = new Certificate();

  CertificatesAddVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  PublicCredential asked() {
    if (certificate.file != null) {
      return PublicCredential.certificate(read(certificate.file));
    }
    if (certificate.subject != null) {
      return PublicCredential.subjectDn(certificate.subject);
    }
    return certificate.dnsName != null
        ? PublicCredential.sanDns(certificate.dnsName)
        : PublicCredential.sanUri(requireNonNull(certificate.uri));
  }

  /** What the certificate is known by; one of them. */
  private static final class Certificate {
    @Option(names = "--certificate", paramLabel = "FILE", description = "the certificate in PEM")
    private @Nullable Path file;

    @Option(
        names = "--subject-dn",
        paramLabel = "DN",
        description = "the distinguished name of its subject, as RFC 4514 writes it")
    private @Nullable String subject;

    @Option(
        names = "--san-dns",
        paramLabel = "HOST",
        description = "a DNS name among its alternative names")
    private @Nullable String dnsName;

    @Option(
        names = "--san-uri",
        paramLabel = "URI",
        description = "a URI among its alternative names")
    private @Nullable String uri;
  }
}
