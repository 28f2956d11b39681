package dev.signet.benchmarks.revocation.list;

import dev.signet.benchmarks.peers.Checker;
import dev.signet.benchmarks.peers.Peer;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Transport;
import dev.signet.validator.ValidatorState;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** This product with a revocation list in force; one checker lives at a time. */
final class ListedPeer implements Peer, AutoCloseable {
  private static final URI ADDRESS = URI.create(TokenMint.ISSUER + "/revocations");
  private static final Duration LONGEST_READING = Duration.ofSeconds(30);
  private static final Map<String, List<String>> HEADERS =
      Map.of("Content-Type", List.of("application/revocation-list+jwt"));

  private final SignatureProvider provider;
  private final SignedList list;
  private @Nullable TokenMint signer;
  private byte[] document = {};
  private @Nullable TokenValidator last;

  ListedPeer(SignatureProvider provider, SignedList list) {
    this.provider = provider;
    this.list = list;
  }

  @Override
  public String name() {
    return "signet";
  }

  @Override
  public Optional<String> headerAlgorithm(TokenAlgorithm algorithm) {
    return Optional.of(algorithm.joseName());
  }

  /** A new validator that has the list; the one before is closed, as each has threads. */
  @Override
  public Checker checker(TokenMint mint) {
    close();
    TokenValidator validator =
        Peer.signet(provider)
            .validator(mint)
            .revocationListUri(ADDRESS)
            .transport((uri, headers, timeout) -> answer(mint))
            .build();
    last = validator;
    validator.awaitKeys(LONGEST_READING);
    int entries =
        validator.state().revocations().map(ValidatorState.Revocations::entries).orElse(-1);
    if (entries != list.size()) {
      throw new IllegalStateException("the list is not in force: " + validator.state());
    }
    return token -> validator.checkToken(token.text()).orThrow();
  }

  private synchronized Transport.Response answer(TokenMint mint) {
    if (signer != mint) {
      document = list.signedBy(mint);
      signer = mint;
    }
    return new Transport.Response(200, HEADERS, new ByteArrayInputStream(document));
  }

  @Override
  public void close() {
    if (last != null) {
      last.close();
    }
  }
}
