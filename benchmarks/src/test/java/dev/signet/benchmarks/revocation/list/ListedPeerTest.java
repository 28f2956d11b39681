package dev.signet.benchmarks.revocation.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.signet.benchmarks.peers.Checker;
import dev.signet.benchmarks.peers.Peer;
import dev.signet.benchmarks.tokens.PresentedToken;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A list that is not in force costs nothing, and would look like a good figure. */
class ListedPeerTest {
  private final TokenMint mint =
      new TokenMint(TokenAlgorithm.ES256, "ES256", Clock.system(ZoneOffset.UTC).instant());

  @Test
  void hasAListOfTokensAndRulesInForceThatConcernsNoToken() throws Exception {
    try (ListedPeer peer = new ListedPeer(SignatureProvider.JDK, new SignedList(1000, 100))) {
      Checker checker = peer.checker(mint);

      assertThat(checker.check(mint.sign(mint.claims()))).isNotNull();
    }
  }

  @Test
  void refusesMalformedAncestorsAsOnlyAListInForceMakesItDo() throws Exception {
    Map<String, Object> claims = mint.claims();
    claims.put("ancestors", "not an array");
    PresentedToken token = mint.sign(claims);

    assertThat(Peer.signet(SignatureProvider.JDK).checker(mint).check(token)).isNotNull();
    try (ListedPeer peer = new ListedPeer(SignatureProvider.JDK, new SignedList(0, 0))) {
      Checker checker = peer.checker(mint);

      assertThatException().isThrownBy(() -> checker.check(token));
    }
  }
}
