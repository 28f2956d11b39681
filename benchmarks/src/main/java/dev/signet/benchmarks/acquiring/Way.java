package dev.signet.benchmarks.acquiring;

import dev.signet.benchmarks.load.Requests;
import java.io.IOException;

/** A way of asking for a token. */
enum Way {
  /** {@code client_secret_basic}. */
  SECRET("secret"),
  /** {@code private_key_jwt}: an assertion of its own for each token. */
  KEY("private_key_jwt, ES256"),
  /** {@code self_signed_tls_client_auth}: the certificate as a trusted proxy names it. */
  CERTIFICATE("certificate, by a proxy's header"),
  /** The token of another is exchanged for one that does not say so. */
  IMPERSONATION("exchange, impersonation"),
  /** The token of another is exchanged for one that names the client as actor. */
  DELEGATION("exchange, delegation");

  private final String label;

  Way(String label) {
    this.label = label;
  }

  /** For tables. */
  String label() {
    return label;
  }

  /**
   * What is sent.
   *
   * @param number how many requests there are at least
   */
  Requests requests(Scene scene, int number) throws IOException, InterruptedException {
    return switch (this) {
      case SECRET -> Requests.same(scene.bySecret().bytes());
      case KEY -> Requests.once(scene.byKey(number));
      case CERTIFICATE -> Requests.same(scene.byCertificate().bytes());
      case IMPERSONATION -> Requests.same(scene.impersonation().bytes());
      case DELEGATION -> Requests.same(scene.delegation().bytes());
    };
  }
}
