package dev.signet.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.signet.benchmarks.tokens.PresentedToken;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A comparison is fair only if everybody refuses the same things. */
class PeersTest {
  /** The peers read the host's clock and offer no other. */
  private final Instant now = Clock.system(ZoneOffset.UTC).instant();

  static Stream<Arguments> everyPairing() {
    return Stream.concat(Peer.ALL.stream(), onOtherProviders())
        .flatMap(
            peer ->
                Stream.of(TokenAlgorithm.values())
                    .filter(algorithm -> peer.headerAlgorithm(algorithm).isPresent())
                    .map(algorithm -> Arguments.of(peer, algorithm)));
  }

  private static Stream<Peer> onOtherProviders() {
    return Stream.of(SignatureProvider.values())
        .filter(provider -> provider != SignatureProvider.JDK)
        .flatMap(provider -> Stream.of(Peer.floor(provider), Peer.signet(provider)));
  }

  /** The floor looks at no claim, by definition. */
  static Stream<Arguments> everyPairingThatReadsClaims() {
    return everyPairing().filter(pairing -> !(pairing.get()[0] instanceof RawPeer));
  }

  private TokenMint mint(Peer peer, TokenAlgorithm algorithm) {
    return new TokenMint(algorithm, peer.headerAlgorithm(algorithm).orElseThrow(), now);
  }

  @ParameterizedTest
  @MethodSource("everyPairing")
  void acceptsEachTokenOfThePool(Peer peer, TokenAlgorithm algorithm) throws Exception {
    TokenMint mint = mint(peer, algorithm);
    Checker checker = peer.checker(mint);

    for (PresentedToken token : mint.distinctTokens(3)) {
      assertThat(checker.check(token)).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("everyPairing")
  void refusesTheSignatureOfAnotherToken(Peer peer, TokenAlgorithm algorithm) throws Exception {
    TokenMint mint = mint(peer, algorithm);
    PresentedToken token = mint.sign(mint.claims());
    PresentedToken other = mint.sign(mint.claims());
    String input = token.text().substring(0, token.text().lastIndexOf('.'));
    String signature = other.text().substring(other.text().lastIndexOf('.'));

    PresentedToken forged =
        new PresentedToken(
            input + signature, token.signingInput(), other.signature(), other.derSignature());

    assertRefused(peer, mint, forged);
  }

  @ParameterizedTest
  @MethodSource("everyPairingThatReadsClaims")
  void refusesAnotherIssuer(Peer peer, TokenAlgorithm algorithm) throws Exception {
    assertRefusedWith(peer, algorithm, "iss", "https://other.example.org");
  }

  @ParameterizedTest
  @MethodSource("everyPairingThatReadsClaims")
  void refusesAnotherAudience(Peer peer, TokenAlgorithm algorithm) throws Exception {
    assertRefusedWith(peer, algorithm, "aud", "https://other.example.org");
  }

  @ParameterizedTest
  @MethodSource("everyPairingThatReadsClaims")
  void refusesAnExpiredToken(Peer peer, TokenAlgorithm algorithm) throws Exception {
    assertRefusedWith(peer, algorithm, "exp", now.minusSeconds(600).getEpochSecond());
  }

  @ParameterizedTest
  @MethodSource("everyPairingThatReadsClaims")
  void refusesAnotherType(Peer peer, TokenAlgorithm algorithm) throws Exception {
    TokenMint mint = mint(peer, algorithm);

    assertRefused(peer, mint, mint.sign("logout+jwt", mint.claims()));
  }

  @ParameterizedTest
  @MethodSource("everyPairingThatReadsClaims")
  void refusesATokenWithoutAClaimThatMustBeThere(Peer peer, TokenAlgorithm algorithm)
      throws Exception {
    TokenMint mint = mint(peer, algorithm);
    for (String claim : demandedBy(peer)) {
      Map<String, Object> claims = mint.claims();
      claims.remove(claim);

      Checker checker = peer.checker(mint);
      assertThatException()
          .as("without %s", claim)
          .isThrownBy(() -> checker.check(mint.sign(claims)));
    }
  }

  /** Spring's decoder makes up an {@code iat} where there is none, before any rule looks. */
  private static List<String> demandedBy(Peer peer) {
    return peer instanceof SpringPeer
        ? List.of("iss", "aud", "sub", "exp", "jti")
        : List.of("iss", "aud", "sub", "iat", "exp", "jti");
  }

  @Test
  void makesNoTokenTwice() {
    TokenMint mint = new TokenMint(TokenAlgorithm.ES256, "ES256", now);

    List<PresentedToken> tokens = mint.distinctTokens(50);

    Set<String> texts = new HashSet<>();
    tokens.forEach(token -> texts.add(token.text()));
    assertThat(texts).hasSize(50);
  }

  private void assertRefusedWith(Peer peer, TokenAlgorithm algorithm, String claim, Object value)
      throws Exception {
    TokenMint mint = mint(peer, algorithm);
    Map<String, Object> claims = mint.claims();
    claims.put(claim, value);
    if (claim.equals("exp")) {
      // Issued before it expired, or it would be refused for that.
      claims.put("iat", now.minusSeconds(1200).getEpochSecond());
    }
    assertRefused(peer, mint, mint.sign(claims));
  }

  private static void assertRefused(Peer peer, TokenMint mint, PresentedToken token)
      throws Exception {
    Checker checker = peer.checker(mint);

    assertThatException().isThrownBy(() -> checker.check(token));
  }
}
