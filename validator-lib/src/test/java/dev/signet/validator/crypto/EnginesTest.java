package dev.signet.validator.crypto;

import static dev.signet.validator.TestKey.ES256;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.SignatureSpi;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EnginesTest {
  private static final byte[] INPUT = "the signed bytes".getBytes(UTF_8);

  @ParameterizedTest(name = "{0} by {1}")
  @CsvSource({
    "ES256, AmazonCorrettoCryptoProvider",
    "ED25519, AmazonCorrettoCryptoProvider",
    "RS256, AmazonCorrettoCryptoProvider",
    "ML_DSA_44, Conscrypt",
    "ML_DSA_87, Conscrypt"
  })
  void choosesTheFastestThatIsPresent(Scheme scheme, String provider) {
    assertThat(Engines.trusted().find(scheme).orElseThrow().provider().getName())
        .isEqualTo(provider);
  }

  @ParameterizedTest
  @EnumSource
  void neverTouchesTheGlobalListOfProviders(Scheme scheme) {
    List<Provider> before = List.of(Security.getProviders());

    Engines.trusted().find(scheme);

    assertThat(Security.getProviders()).containsExactlyElementsOf(before);
  }

  @Test
  void triesTheProvidersOfTheHostInItsOrderAndEachOnce() {
    Provider first = new BouncyCastleProvider();
    Security.insertProviderAt(first, 1);
    try {
      assertThat(TrustedProvider.PLATFORM.find(Scheme.ED25519))
          .hasSizeGreaterThan(1)
          .startsWith(first)
          .containsExactly(Security.getProviders("Signature.Ed25519"));
    } finally {
      Security.removeProvider(first.getName());
    }
  }

  @Test
  void choosesOnce() {
    Optional<Engine> first = Engines.trusted().find(Scheme.ES256);

    assertThat(Engines.trusted().find(Scheme.ES256).orElseThrow()).isSameAs(first.orElseThrow());
  }

  @Test
  void tellsWhatAnAbsentProviderWouldGain() {
    Engines platform = TestEngines.PLATFORM.engines();
    platform.find(Scheme.ES256);

    assertThat(platform.chosen("ES256").orElseThrow().faster())
        .contains(
            "software.amazon.cryptools:AmazonCorrettoCryptoProvider on the class path verifies"
                + " about 8.2 times as fast");
  }

  @Test
  void tellsOfNoGainThatIsHardlyOne() {
    Engines conscrypt = TestEngines.CONSCRYPT.engines();
    conscrypt.find(Scheme.ES256);

    assertThat(conscrypt.chosen("ES256").orElseThrow().faster()).isEmpty();
  }

  @Test
  void prefersTheProviderOfTheHost() {
    Provider host = TrustedProvider.BOUNCY_CASTLE.find(Scheme.ES256).findFirst().orElseThrow();
    Engines engines = Engines.preferring(host);

    assertThat(engines.find(Scheme.ES256).orElseThrow().provider()).isSameAs(host);
    assertThat(engines.chosen("ES256")).get().extracting(ChosenProvider::name).isEqualTo("BC");
    assertThat(engines.chosen("Ed25519")).isEmpty();
  }

  @Test
  void leavesToOthersWhatTheProviderOfTheHostDoesNotDoStrictly() {
    // Bouncy Castle takes a PKCS #1 encoding without the NULL parameter.
    Provider host = TrustedProvider.BOUNCY_CASTLE.find(Scheme.RS256).findFirst().orElseThrow();

    assertThat(Engines.preferring(host).find(Scheme.RS256).orElseThrow().provider())
        .isNotSameAs(host);
  }

  @Test
  void neverUsesAProviderThatAcceptsEverything() {
    Engines engines = Engines.preferring(new Careless());

    assertThat(engines.find(Scheme.ES256).orElseThrow().provider().getName())
        .isNotEqualTo("Careless");
  }

  @ParameterizedTest
  @MethodSource("ecProviders")
  void verifiesWithTheSameEngineAfterRefusals(TestEngines provider) throws InvalidKeyException {
    SignatureVerifier pool =
        provider.engines().verifier(Scheme.ES256, ES256.pair().getPublic().getEncoded());
    byte[] good = ES256.sign(INPUT);
    byte[] bad = good.clone();
    bad[40] ^= 1;

    for (int i = 0; i < 50; i++) {
      assertThat(pool.verify(INPUT, INPUT.length, bad)).isFalse();
      assertThat(pool.verify(INPUT, INPUT.length, new byte[64])).isFalse();
      assertThat(pool.verify(INPUT, INPUT.length, new byte[3])).isFalse();
      assertThat(pool.verify(INPUT, INPUT.length, good)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("ecProviders")
  void verifiesOnManyThreadsAtOnce(TestEngines provider) throws InvalidKeyException {
    SignatureVerifier pool =
        provider.engines().verifier(Scheme.ES256, ES256.pair().getPublic().getEncoded());
    byte[] good = ES256.sign(INPUT);

    boolean allRight =
        Stream.iterate(0, i -> i + 1)
            .limit(200)
            .parallel()
            .allMatch(
                i -> {
                  byte[] signature = good.clone();
                  signature[i % 64] ^= (byte) (i % 2);
                  return pool.verify(INPUT, INPUT.length, signature) == (i % 2 == 0);
                });

    assertThat(allRight).isTrue();
  }

  static Stream<TestEngines> ecProviders() {
    return TestEngines.having("ES256");
  }

  @Test
  void writesEachScalarInItsShortestForm() {
    byte[] rs = new byte[64];
    rs[31] = 1;
    rs[32] = (byte) 0x80;

    byte[] der = EcdsaDer.encode(rs);

    assertThat(Arrays.copyOf(der, 8)).containsExactly(0x30, 38, 2, 1, 1, 2, 33, 0);
    assertThat(der).hasSize(40);
    assertThat(EcdsaDer.encode(new byte[64])).containsExactly(0x30, 6, 2, 1, 0, 2, 1, 0);
  }

  /** A provider with the bug of 2022: whatever it is shown is good. */
  private static final class Careless extends Provider {
    private static final long serialVersionUID = 1L;

    Careless() {
      super("Careless", "1", "accepts everything");
      putService(
          new Service(
              this,
              "Signature",
              "SHA256withECDSAinP1363Format",
              AlwaysTrue.class.getName(),
              null,
              null) {
            @Override
            public Object newInstance(Object parameter) {
              return new AlwaysTrue();
            }
          });
    }
  }

  private static final class AlwaysTrue extends SignatureSpi {
    @Override
    protected void engineInitVerify(PublicKey publicKey) {}

    @Override
    protected void engineInitSign(PrivateKey privateKey) {}

    @Override
    protected void engineUpdate(byte b) {}

    @Override
    protected void engineUpdate(byte[] b, int off, int len) {}

    @Override
    protected byte[] engineSign() {
      return new byte[0];
    }

    @Override
    protected boolean engineVerify(byte[] sigBytes) {
      return true;
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String param, Object value) {}

    @Override
    @Deprecated
    protected Object engineGetParameter(String param) {
      throw new UnsupportedOperationException();
    }
  }
}
