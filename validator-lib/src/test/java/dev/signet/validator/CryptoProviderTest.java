package dev.signet.validator;

import static dev.signet.validator.TestTokens.valid;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.signet.validator.crypto.TestEngines;
import java.security.Provider;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

class CryptoProviderTest {
  @Test
  void showsWhoVerifiesWhat() {
    ValidatorState state = new Bench(TestEngines.CORRETTO.engines()).validator.state();

    assertThat(state.providers())
        .containsOnlyKeys(Algorithm.ES256, Algorithm.ED25519, Algorithm.RS256)
        .extractingByKey(Algorithm.ES256)
        .extracting(ValidatorState.CryptoProvider::name)
        .isEqualTo("AmazonCorrettoCryptoProvider");
  }

  @Test
  void showsThatRsaNeedsNoProviderAndWhatOneWouldGain() {
    ValidatorState state = new Bench(TestEngines.PLATFORM.engines()).validator.state();

    ValidatorState.CryptoProvider rsa = requireNonNull(state.providers().get(Algorithm.RS256));

    assertThat(rsa.name()).isEqualTo("java.math");
    assertThat(rsa.version()).isEqualTo(Runtime.version().toString());
    assertThat(rsa.faster()).get().asString().endsWith("about 1.9 times as fast");
  }

  @Test
  void verifiesWithTheProviderOfTheHost() {
    Provider host = new BouncyCastleProvider();
    TokenValidator validator = new Bench().builder().cryptoProvider(host).build();

    assertThat(validator.checkToken(valid().signed())).isInstanceOf(Verdict.Accepted.class);
    assertThat(validator.state().providers().get(Algorithm.ES256))
        .isEqualTo(new ValidatorState.CryptoProvider("BC", host.getVersionStr(), Optional.empty()));
  }

  @Test
  void takesMlDsaOnlyWhenAsked() {
    assertThat(new Bench().builder().allowedAlgorithms)
        .isEqualTo(Set.of(Algorithm.ES256, Algorithm.ED25519, Algorithm.RS256));
  }

  @Test
  void refusesNoProvider() {
    assertThatNullPointerException()
        .isThrownBy(() -> new Bench().builder().cryptoProvider(nothing()));
  }

  @SuppressWarnings("NullAway") // what a caller without null checks would pass
  private static Provider nothing() {
    return null;
  }
}
