package dev.signet.authority.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretHasherTest {
  private final SecretHasher hasher = TestCredentials.secrets();

  @Test
  void generatesSecretsOfItsOwnFormThatDiffer() {
    String secret = hasher.generate();

    assertThat(secret).matches("sgs_[A-Za-z0-9_-]{43}");
    assertThat(SecretHasher.hasSecretForm(secret)).isTrue();
    assertThat(hasher.generate()).isNotEqualTo(secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sgs_",
        "sgs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "sgs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "SGS_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "sgs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+",
        "sgs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
      })
  void takesNothingElseForASecret(String text) {
    assertThat(SecretHasher.hasSecretForm(text)).isFalse();
  }

  @Test
  void computesTheHmacThatOthersCompute() {
    // HMAC-SHA256 under a key of 32 zero bytes, as OpenSSL computes it.
    assertThat(hasher.hash("sgs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"))
        .isEqualTo("hmac-sha256:DCFsuLYgj-cveuBnWo_7nRI51OxFsvdBJCYjYqEjomA");
  }

  @Test
  void matchesTheSecretAndNoOther() {
    String secret = hasher.generate();
    String stored = hasher.hash(secret);

    assertThat(hasher.matcher(secret).test(stored)).isTrue();
    assertThat(hasher.matcher(hasher.generate()).test(stored)).isFalse();
    assertThat(stored).doesNotContain(secret);
  }

  @Test
  void matchesNothingUnderAnotherKey() {
    String secret = hasher.generate();
    byte[] otherKey = new byte[SecretHasher.KEY_BYTES];
    Arrays.fill(otherKey, (byte) 1);

    SecretHasher other = new SecretHasher(otherKey, new SecureRandom());

    assertThat(other.matcher(secret).test(hasher.hash(secret))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hmac-sha256:", "$argon2id$v=19$m=64,t=1,p=1$c2FsdA$aGFzaA"})
  void computesOneHmacWhateverIsStored(String stored) {
    String secret = hasher.generate();

    assertThat(hasher.matcher(secret).test(stored)).isFalse();

    assertThat(hasher.computations()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void refusesAKeyOfAnotherLength(int bytes) {
    assertThatThrownBy(() -> new SecretHasher(new byte[bytes], new SecureRandom()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 bytes");
  }

  @Test
  void copiesItsKey() {
    byte[] key = new byte[SecretHasher.KEY_BYTES];
    SecretHasher copying = new SecretHasher(key, new SecureRandom());
    Arrays.fill(key, (byte) 1);

    assertThat(copying.hash("a")).isEqualTo(hasher.hash("a"));
  }
}
