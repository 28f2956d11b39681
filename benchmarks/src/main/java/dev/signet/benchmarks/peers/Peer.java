package dev.signet.benchmarks.peers;

import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Something that checks tokens: this product, a bare verification, or another library. */
public interface Peer {
  /** Other libraries, on what the JDK alone brings. */
  List<Peer> STOCK =
      List.of(
          new NimbusPeer(),
          new SpringPeer(),
          new JavaJwtPeer(),
          new Jose4jPeer(),
          new JjwtPeer(),
          new TinkPeer());

  /** All that the bare JDK can run, the floor first, in the order of the tables. */
  List<Peer> ALL =
      Stream.concat(
              Stream.of(
                  floor(SignatureProvider.JDK),
                  new RawPeer(SignatureProvider.JDK, RawPeer.Engine.PER_CALL),
                  signet(SignatureProvider.JDK)),
              STOCK.stream())
          .toList();

  /** The bare verification of a provider, with one object for all calls. */
  static Peer floor(SignatureProvider provider) {
    return new RawPeer(provider, RawPeer.Engine.REUSED);
  }

  /** This product, told to verify with a provider; its checkers are thread-safe. */
  static SignetPeer signet(SignatureProvider provider) {
    return new SignetPeer(provider);
  }

  /**
   * The one of this name among {@link #ALL}.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Peer get(String name) {
    return ALL.stream()
        .filter(peer -> peer.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no peer is called " + name));
  }

  /** A short name, for parameters and tables. */
  String name();

  /** What it calls the algorithm in a header; empty if it does not have the algorithm. */
  Optional<String> headerAlgorithm(TokenAlgorithm algorithm);

  /** A checker for the tokens of one mint: issuer, audience, type and times where it can. */
  Checker checker(TokenMint mint) throws GeneralSecurityException;
}
