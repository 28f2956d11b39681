package dev.signet.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QuotaClaimTest {
  private final Map<String, Object> claim =
      new LinkedHashMap<>(Map.of("of", "sub", "limit", 1_000L, "window", 3_600L));

  private QuotaClaim read() throws QuotaClaim.MalformedException {
    return QuotaClaim.read(Map.of("quota", claim)).orElseThrow();
  }

  @Test
  void readsWhoseCallsHowManyAndInWhatTime() throws Exception {
    assertThat(read()).isEqualTo(new QuotaClaim(Party.HOLDER, Allowance.perHour(1_000), false));
  }

  @Test
  void readsThatTheApplicationIsCounted() throws Exception {
    claim.put("of", "client_id");

    assertThat(read().of()).isEqualTo(Party.APPLICATION);
  }

  @Test
  void readsThatANewerAllowanceMayOvertakeIt() throws Exception {
    claim.put("live", true);

    assertThat(read().live()).isTrue();
  }

  @Test
  void isEmptyWithoutTheClaim() throws Exception {
    assertThat(QuotaClaim.read(Map.of("sub", "alice"))).isEmpty();
  }

  @Test
  void takesTheSmallestAndTheLargest() throws Exception {
    claim.put("limit", 1L);
    claim.put("window", 1L);
    assertThat(read().allowance()).isEqualTo(new Allowance(1, Duration.ofSeconds(1)));

    claim.put("limit", 1_000_000_000L);
    claim.put("window", 31_536_000L);
    assertThat(read().allowance()).isEqualTo(new Allowance(1_000_000_000, Duration.ofDays(365)));
  }

  static Stream<Arguments> badMembers() {
    return Stream.of(
        Arguments.of("limit", 0L),
        Arguments.of("limit", -1L),
        Arguments.of("limit", Long.MIN_VALUE),
        Arguments.of("limit", 1_000_000_001L),
        Arguments.of("limit", Long.MAX_VALUE),
        Arguments.of("limit", new BigDecimal("10.5")),
        Arguments.of("limit", new BigDecimal("10.0")),
        Arguments.of("limit", new BigDecimal("1e30")),
        Arguments.of("limit", "1000"),
        Arguments.of("limit", true),
        Arguments.of("limit", List.of(1_000L)),
        Arguments.of("window", 0L),
        Arguments.of("window", -3_600L),
        Arguments.of("window", 31_536_001L),
        Arguments.of("window", new BigDecimal("0.5")),
        Arguments.of("window", "3600"),
        Arguments.of("of", "jti"),
        Arguments.of("of", "SUB"),
        Arguments.of("of", ""),
        Arguments.of("of", List.of("sub")),
        Arguments.of("of", 1L),
        Arguments.of("live", "true"),
        Arguments.of("live", 1L),
        Arguments.of("live", false),
        Arguments.of("burst", 10L));
  }

  @ParameterizedTest
  @MethodSource("badMembers")
  void refusesABadMember(String member, Object value) {
    claim.put(member, value);

    assertThatThrownBy(this::read).isInstanceOf(QuotaClaim.MalformedException.class);
  }

  @ParameterizedTest
  @MethodSource("neededMembers")
  void refusesAMissingMember(String member) {
    claim.remove(member);

    assertThatThrownBy(this::read)
        .isInstanceOf(QuotaClaim.MalformedException.class)
        .hasMessageContaining(member);
  }

  static Stream<String> neededMembers() {
    return Stream.of("of", "limit", "window");
  }

  @ParameterizedTest
  @MethodSource("otherValues")
  void refusesWhatIsNoObject(Object value) {
    assertThatThrownBy(() -> QuotaClaim.read(Map.of("quota", value)))
        .isInstanceOf(QuotaClaim.MalformedException.class)
        .hasMessage("quota is no object");
  }

  static Stream<Object> otherValues() {
    return Stream.of("1000", 1_000L, true, List.of(Map.of("of", "sub")));
  }

  @Test
  void quotesNothingOfTheClaim() {
    claim.put("of", "<script>");

    assertThatThrownBy(this::read).hasMessage("quota.of is neither sub nor client_id");
  }
}
