package dev.signet.benchmarks.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.benchmarks.peers.Peer;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StrangerTest {
  private final TokenMint mint =
      new TokenMint(TokenAlgorithm.ES256, "ES256", Clock.system(ZoneOffset.UTC).instant());
  private final String good = mint.sign(mint.claims()).text();

  @Test
  void withUnknownKeysIsRefusedForThem() {
    assertRefused(Stranger.withUnknownKeys("ES256", good));
  }

  @Test
  void withoutSignatureIsRefusedForThat() {
    assertRefused(Stranger.withoutSignature(good));
  }

  @Test
  void sendsNoTokenTwice() {
    Stranger stranger = Stranger.withUnknownKeys("ES256", good);

    assertThat(LongStream.range(0, 100).mapToObj(stranger::token)).doesNotHaveDuplicates();
  }

  private void assertRefused(Stranger stranger) {
    try (TokenValidator validator = Peer.signet(SignatureProvider.JDK).validator(mint).build()) {
      assertThat(validator.checkToken(stranger.token(7)))
          .isInstanceOfSatisfying(
              Verdict.Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(stranger.reason()));
    }
  }
}
