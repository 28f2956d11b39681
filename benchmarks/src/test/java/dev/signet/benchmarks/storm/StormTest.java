package dev.signet.benchmarks.storm;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import dev.signet.benchmarks.tokens.KeyServer;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import dev.signet.validator.TokenValidator;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole of it, for a moment: the figures are not looked at, but everything that makes them. */
class StormTest {
  private static final Duration MOMENT = Duration.ofMillis(40);

  private final TokenMint mint =
      new TokenMint(TokenAlgorithm.ES256, "ES256", Clock.system(ZoneOffset.UTC).instant());

  @Test
  void runsEachPhaseOnce() throws Exception {
    try (KeyServer authority = KeyServer.start(new JWKSet(mint.publicJwk()).toString());
        TokenValidator validator =
            TokenValidator.forAuthority(TokenMint.ISSUER, TokenMint.AUDIENCE)
                .jwksUri(authority.address())
                .build()) {
      assertThat(validator.awaitKeys(Duration.ofSeconds(10))).isTrue();
      Storm storm =
          new Storm(
              authority,
              validator,
              new GoodTraffic(validator, mint, 500),
              new Strangers("ES256", mint.sign(mint.claims()).text(), 1_000));

      Map<Phase, PhaseResult> round = storm.round(MOMENT);

      assertThat(round).containsOnlyKeys(Phase.values());
      assertThat(round.values()).allMatch(result -> result.good().sinceDue().count() == 20);
      assertThat(round.get(Phase.QUIET))
          .isNotNull()
          .extracting(PhaseResult::flood)
          .isEqualTo(FloodResult.NONE);
      assertThat(round.get(Phase.STORM))
          .isNotNull()
          .matches(result -> result.flood().sent() > 0, "sent something");
      assertThat(new StormTable(List.of(round)).toString())
          .contains("| nothing | never seen before |")
          .contains("| unknown kids, authority hanging |");
    }
  }
}
