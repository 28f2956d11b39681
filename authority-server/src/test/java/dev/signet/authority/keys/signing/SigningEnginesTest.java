package dev.signet.authority.keys.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.signet.authority.keys.signing.FlakyProvider.Mood;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SigningEnginesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final byte[] INPUT = "input".getBytes(US_ASCII);
  private static final Map<SigningAlgorithm, SigningKey> KEYS =
      new EnumMap<>(SigningAlgorithm.class);

  static {
    for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
      KEYS.put(algorithm, SigningKey.generate(algorithm, NOW));
    }
  }

  private final SigningKey key = key(SigningAlgorithm.ED25519);
  private final FlakyProvider flaky = new FlakyProvider();
  private final List<SigningKey> withheld = new ArrayList<>();

  @Nested
  class Choosing {
    static Stream<Arguments> signersAndWitnesses() {
      return Stream.of(SigningAlgorithm.values())
          .flatMap(
              algorithm ->
                  Stream.of(SigningProvider.values())
                      .filter(signer -> signer.signs(algorithm))
                      .flatMap(
                          signer ->
                              Stream.of(SigningProvider.values())
                                  .map(other -> Arguments.of(algorithm, signer, other))));
    }

    @ParameterizedTest
    @MethodSource("signersAndWitnesses")
    void signsWithEachProviderWhatEachOtherVerifies(
        SigningAlgorithm algorithm, SigningProvider signer, SigningProvider other)
        throws Exception {
      assumeTrue(signer.engine(algorithm).isPresent() && other.engine(algorithm).isPresent());
      SigningEngine witness = other.engine(algorithm).orElseThrow();

      byte[] signature = engines(signer).signer(key(algorithm)).sign(INPUT);

      assertThat(witness.verifies(witness.publicKey(key(algorithm)), INPUT, signature)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void takesTheFastestThatIsPresent(SigningAlgorithm algorithm) {
      assumeTrue(SigningProvider.CORRETTO.isPresent());
      KeySigner signer =
          new SigningEngines(SigningSettings.DEFAULT, withheld::add).signer(key(algorithm));
      assertThat(signer.provider()).isEmpty();

      signer.prove();

      assertThat(signer.provider())
          .contains(algorithm == SigningAlgorithm.ML_DSA_65 ? "bouncy-castle" : "corretto");
    }

    @Test
    void isPresentOnLinuxOfBothProcessorsThatTheJarServes() {
      assumeTrue(System.getProperty("os.name").equals("Linux"));
      assumeTrue(List.of("amd64", "aarch64").contains(System.getProperty("os.arch")));

      assertThat(SigningProvider.CORRETTO.isPresent()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
        value = Mood.class,
        names = {"FLIPS", "THROWS"})
    void passesOverOneThatIsWrong(Mood mood) {
      flaky.become(mood);
      KeySigner signer = flakyThenJdk(true).signer(key);

      signer.prove();

      assertThat(flaky.signatures()).isEqualTo(1);
      assertThat(signer.provider()).contains("jdk");
    }

    @Test
    void choosesOnce() {
      SigningEngines engines = flakyThenJdk(true);

      engines.signer(key).prove();
      engines.signer(key).prove();

      assertThat(engines.signer(key).provider()).contains(FlakyProvider.NAME);
      assertThat(flaky.signatures()).as("the test, and two to prove").isEqualTo(3);
    }

    @Test
    void saysThatNobodyCanSign() {
      flaky.become(Mood.FLIPS);
      SigningEngines engines =
          new SigningEngines(SigningSettings.DEFAULT, withheld::add, a -> Stream.of(flakyEngine()));

      assertThatThrownBy(() -> engines.signer(key).sign(INPUT))
          .isInstanceOf(SigningFaultException.class)
          .hasMessageEndingWith("no provider here signs Ed25519");
    }
  }

  @Nested
  class Signing {
    @Test
    void withholdsASignatureThatIsNotGood() {
      KeySigner signer = provenSigner(true);
      flaky.become(Mood.FLIPS);

      assertThatThrownBy(() -> signer.sign(INPUT))
          .isInstanceOf(SigningFaultException.class)
          .hasMessageContaining(key.kid())
          .hasMessageContaining("bad signature, which was not handed out");

      assertThat(withheld).containsExactly(key);
      assertThat(signer.fault()).isPresent();
    }

    @Test
    void handsOutWhateverCameWhenItIsToldNotToVerify() {
      KeySigner signer = provenSigner(false);
      byte[] good = signer.sign(INPUT);
      flaky.become(Mood.FLIPS);

      assertThat(signer.sign(INPUT)).isNotEqualTo(good);
      assertThat(withheld).isEmpty();
    }

    @Test
    void tellsWhyItCannotSign() {
      KeySigner signer = provenSigner(true);
      flaky.become(Mood.THROWS);

      assertThatThrownBy(() -> signer.sign(INPUT))
          .isInstanceOf(SigningFaultException.class)
          .hasMessageContaining("cannot sign: the device does not answer");

      assertThat(withheld).as("there was no signature").isEmpty();
      assertThat(signer.fault()).isPresent();
    }

    @Test
    void recovers() {
      KeySigner signer = provenSigner(true);
      flaky.become(Mood.FLIPS);
      assertThatThrownBy(signer::prove).isInstanceOf(SigningFaultException.class);

      flaky.become(Mood.GOOD);
      signer.prove();

      assertThat(signer.fault()).isEmpty();
    }

    private KeySigner provenSigner(boolean verifying) {
      KeySigner signer = flakyThenJdk(verifying).signer(key);
      signer.prove();
      return signer;
    }
  }

  private SigningEngines flakyThenJdk(boolean verifying) {
    return new SigningEngines(
        new SigningSettings(null, verifying, null),
        withheld::add,
        algorithm -> Stream.of(flakyEngine(), SigningProvider.JDK.engine(algorithm).orElseThrow()));
  }

  private SigningEngine flakyEngine() {
    return new SigningEngine(SigningAlgorithm.ED25519, flaky, FlakyProvider.NAME);
  }

  private SigningEngines engines(SigningProvider provider) {
    return new SigningEngines(new SigningSettings(provider, true, null), withheld::add);
  }

  private static SigningKey key(SigningAlgorithm algorithm) {
    return requireNonNull(KEYS.get(algorithm));
  }
}
