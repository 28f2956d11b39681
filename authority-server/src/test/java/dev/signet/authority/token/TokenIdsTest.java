package dev.signet.authority.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TokenIdsTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00.123456Z");

  private final TokenIds ids = new TokenIds();

  @Test
  void beginWithTheirMillisecond() {
    byte[] id = Base64.getUrlDecoder().decode(ids.next(NOON));

    assertThat(new BigInteger(1, Arrays.copyOf(id, 6))).isEqualTo(NOON.toEpochMilli());
    assertThat(id).hasSize(22);
  }

  @Test
  void shareNothingElseWithThoseOfTheSameMillisecond() {
    String one = ids.next(NOON);
    String other = ids.next(NOON.plusNanos(500_000));

    assertThat(one.substring(0, 8)).isEqualTo(other.substring(0, 8));
    assertThat(one.substring(8)).isNotEqualTo(other.substring(8));
  }

  /** A command line would take it for an option. */
  @Test
  void doNotBeginWithAHyphenForCenturies() {
    assertThat(ids.next(Instant.parse("2400-01-01T00:00:00Z"))).doesNotStartWith("-");
  }
}
