package dev.signet.benchmarks.acquiring;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.signet.benchmarks.serving.JavaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate that signs itself; made by the JDK's own tool.
 *
 * @param pem its file
 */
record Certificate(Path pem) {
  static Certificate make(JavaHome java, Path folder, String name)
      throws IOException, InterruptedException {
    Path store = folder.resolve("client.p12");
    Path pem = folder.resolve("client.pem");
    Path tool = Path.of(java.command()).resolveSibling("keytool");
    List<String> common =
        List.of("-keystore", store.toString(), "-storepass", "changeit", "-alias", name);
    run(tool, common, "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=a");
    run(tool, common, "-exportcert", "-rfc", "-file", pem.toString());
    return new Certificate(pem);
  }

  private static void run(Path tool, List<String> common, String... words)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(tool.toString()));
    all.addAll(List.of(words));
    all.addAll(common);
    ProcessBuilder.Redirect nowhere = ProcessBuilder.Redirect.DISCARD;
    Process process =
        new ProcessBuilder(all).redirectOutput(nowhere).redirectError(nowhere).start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool made no certificate: " + String.join(" ", all));
    }
  }

  /** As a proxy names it: its bytes in base64 between colons (RFC 9440 §2.1). */
  String asField() throws IOException {
    String base64 = Files.readString(pem, US_ASCII).replaceAll("-----[A-Z ]+-----|\\s", "");
    return ':' + base64 + ':';
  }
}
