package dev.signet.authority.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.storage.quota.Rate;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The claim, as an exchange finds it in the token of another. */
class CallAllowanceTest {
  private static final Rate RATE = new Rate(1_000, Duration.ofHours(1));

  private static Object json(String text) {
    try {
      return new JsonMapper().readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void readsWhatItWrites() {
    CallAllowance allowance = new CallAllowance(Counted.SUB, RATE, true, "here");

    CallAllowance read = CallAllowance.fromClaim(allowance.claim()).orElseThrow();

    assertThat(read.counted()).isEqualTo(Counted.SUB);
    assertThat(read.rate()).isEqualTo(RATE);
    assertThat(read.live()).isTrue();
  }

  @Test
  void leavesOutWhatIsNotLive() {
    assertThat(new CallAllowance(Counted.CLIENT_ID, RATE, false, "here").claim())
        .isEqualTo(Map.of("of", "client_id", "limit", 1_000L, "window", 3_600L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "{}",
        "{'of':'sub','limit':1000}",
        "{'of':'sub','window':3600}",
        "{'limit':1000,'window':3600}",
        "{'of':'jti','limit':1000,'window':3600}",
        "{'of':'sub','limit':0,'window':3600}",
        "{'of':'sub','limit':-1,'window':3600}",
        "{'of':'sub','limit':1000000001,'window':3600}",
        "{'of':'sub','limit':1.5,'window':3600}",
        "{'of':'sub','limit':18446744073709551617,'window':3600}",
        "{'of':'sub','limit':'1000','window':3600}",
        "{'of':'sub','limit':1000,'window':0}",
        "{'of':'sub','limit':1000,'window':31536001}",
        "{'of':'sub','limit':1000,'window':9223372036854775807}",
        "{'of':'sub','limit':1000,'window':3600,'live':false}",
        "{'of':'sub','limit':1000,'window':3600,'more':1}"
      })
  void takesNothingElse(String claim) {
    assertThat(CallAllowance.fromClaim(json(claim.replace('\'', '"')))).isEmpty();
  }
}
