package dev.signet.authority.cli.clients;

import dev.signet.authority.directory.credential.Terms;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every new credential. */
final class TermsOptions {
  @Option(
      names = "--expires",
      paramLabel = "DURATION",
      description =
          "after what time it expires, such as 90d; default: never, or with its certificate")
  private @Nullable Duration lifetime;

  @Option(names = "--label", paramLabel = "TEXT", description = "what to call it in lists")
  private String label = "";

  /**
   * The terms.
   *
   * @throws IllegalArgumentException if it would expire at once
   */
  Terms terms() {
    if (lifetime != null && (lifetime.isNegative() || lifetime.isZero())) {
      throw new IllegalArgumentException("--expires must be more than nothing, such as 90d");
    }
    return new Terms(label, lifetime);
  }
}
