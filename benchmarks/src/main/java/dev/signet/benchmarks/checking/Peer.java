package dev.signet.benchmarks.checking;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;

/** Something that checks tokens: this product, the bare platform, or another library. */
interface Peer {
  /** What every other one is compared with. */
  Peer FLOOR = new JdkPeer(JdkPeer.Engine.REUSED);

  /** All of them, in the order of the tables. */
  List<Peer> ALL =
      List.of(
          FLOOR,
          new JdkPeer(JdkPeer.Engine.PER_CALL),
          new SignetPeer(),
          new NimbusPeer(),
          new SpringPeer(),
          new JavaJwtPeer(),
          new Jose4jPeer());

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
