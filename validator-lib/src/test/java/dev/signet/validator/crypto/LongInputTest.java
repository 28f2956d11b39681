package dev.signet.validator.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.TestKey;
import java.security.InvalidKeyException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A revocation list may be longer than what some engines hold at once. */
class LongInputTest {
  private static final TestKey KEY = TestKey.ED25519;

  @ParameterizedTest
  @EnumSource
  void everyProviderVerifiesBothSidesOfTheUsualLength(TestEngines provider)
      throws InvalidKeyException {
    SignatureVerifier verifier =
        provider.engines().verifier(Scheme.ED25519, KEY.pair().getPublic().getEncoded());

    for (int length : new int[] {LongInput.USUAL_BYTES, LongInput.USUAL_BYTES + 1, 3 << 20}) {
      byte[] input = new byte[length];
      byte[] signature = KEY.sign(input);

      assertThat(verifier.verify(input, length, signature)).isTrue();
      input[length - 1] ^= 1;
      assertThat(verifier.verify(input, length, signature)).isFalse();
      assertThat(verifier.verify(input, length, new byte[64])).isFalse();
      assertThat(verifier.verify(input, length, new byte[63])).isFalse();
    }
  }
}
