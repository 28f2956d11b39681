package dev.signet.benchmarks.checking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.benchmarks.peers.Peer;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefusedTokenTest {
  private final TokenMint mint =
      new TokenMint(TokenAlgorithm.ES256, "ES256", Clock.system(ZoneOffset.UTC).instant());

  @ParameterizedTest
  @EnumSource
  void isRefusedForItsReason(RefusedToken refused) {
    try (TokenValidator validator =
        Peer.signet(SignatureProvider.JDK)
            .validator(mint)
            .maxTokenBytes(refused.maxTokenBytes())
            .build()) {
      Verdict verdict = validator.checkToken(refused.make(mint));

      assertThat(verdict)
          .isInstanceOfSatisfying(
              Verdict.Refused.class, it -> assertThat(it.reason()).isEqualTo(refused.reason()));
    }
  }

  @ParameterizedTest
  @CsvSource({"UNSIGNED_512, 512", "UNSIGNED_8192, 8192", "UNSIGNED_65536, 65536"})
  void isAsLongAsItsNameSays(RefusedToken refused, int length) {
    assertThat(refused.make(mint)).hasSize(length);
  }

  @ParameterizedTest
  @EnumSource
  void isNeverTheSameTwice(RefusedToken refused) {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      made.add(refused.make(mint));
    }

    assertThat(made).hasSize(3);
  }
}
