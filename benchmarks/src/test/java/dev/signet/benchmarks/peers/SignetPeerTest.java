package dev.signet.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A row of the tables is wrong if another provider than the one it names did the work. */
class SignetPeerTest {
  private static String verifiedBy(SignatureProvider provider, TokenAlgorithm algorithm) {
    return new SignetPeer(provider)
        .verifiedBy(new TokenMint(algorithm, algorithm.joseName(), Instant.EPOCH));
  }

  @ParameterizedTest
  @EnumSource
  void verifiesCurvesWithTheProviderItIsGiven(SignatureProvider provider) {
    for (TokenAlgorithm algorithm :
        new TokenAlgorithm[] {TokenAlgorithm.ES256, TokenAlgorithm.ED25519}) {
      assertThat(verifiedBy(provider, algorithm)).isEqualTo(provider.open(algorithm).getName());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CONSCRYPT", "CORRETTO"})
  void verifiesRsaWithANativeProviderItIsGiven(SignatureProvider provider) {
    assertThat(verifiedBy(provider, TokenAlgorithm.RS256))
        .isEqualTo(provider.open(TokenAlgorithm.RS256).getName());
  }

  @ParameterizedTest
  @EnumSource(names = {"JDK", "BOUNCY_CASTLE"})
  void verifiesRsaItselfWhereTheProviderTakesASecondEncoding(SignatureProvider provider) {
    assertThat(verifiedBy(provider, TokenAlgorithm.RS256)).isEqualTo("java.math");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.bouncycastle.jce.provider.BouncyCastleProvider",
        "org.conscrypt.Conscrypt",
        "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider"
      })
  void findsNoProviderOnTheClassPath(String className) {
    assertThatExceptionOfType(ClassNotFoundException.class)
        .isThrownBy(() -> Class.forName(className));
  }
}
