package dev.signet.authority.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signet.authority.binding.BindingSettings.Dpop;
import dev.signet.authority.storage.TokenRights.Bound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tokens must be bound to, and whether that can be. */
class BindingConfigTest {
  @TempDir private Path folder;

  private AuthorityConfig read(String yaml, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("SIGNET_PROFILE", "development");
    try {
      Path file = Files.writeString(folder.resolve("signet.yaml"), yaml);
      return AuthorityConfig.read(file, environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> faults(String yaml, Map<String, String> more) {
    ConfigException refused = catchThrowableOfType(ConfigException.class, () -> read(yaml, more));
    assertThat(refused).as("refused: %s", yaml).isNotNull();
    return refused.faults();
  }

  private static String bound(String how) {
    return "audiences: {orders: {bound: " + how + "}}";
  }

  @Test
  void takesNoProofAndBindsNothingByDefault() {
    AuthorityConfig config = AuthorityConfig.read(null, Map.of());

    assertThat(config.binding().dpop()).isEqualTo(Dpop.OFF);
    assertThat(config.binding().proofAge()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.binding().rules().byAudience()).isEmpty();
  }

  @Test
  void takesEachWayOfBeingBoundByTheNameOfAnAudience() {
    String yaml =
        """
        audiences:
          a: {bound: dpop}
          b: {bound: certificate}
          c: {bound: either}
          https://d.example.org: {bound: none}
        binding: {dpop: on}
        proxies: {trusted: 127.0.0.1, certificateHeader: Client-Cert}
        """;

    assertThat(read(yaml, Map.of()).binding().rules().byAudience())
        .containsOnly(
            Map.entry("a", Bound.DPOP),
            Map.entry("b", Bound.CERTIFICATE),
            Map.entry("c", Bound.EITHER),
            Map.entry("https://d.example.org", Bound.NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "dpop, set binding.dpop: on",
    "certificate, 'set tls.clientAuth: optional, or proxies.certificateHeader'",
    "either, 'set binding.dpop: on, or set tls.clientAuth: optional, or proxies'",
  })
  void refusesARuleThatNoTokenCouldMeet(String how, String remedy) {
    assertThat(faults(bound(how), Map.of()))
        .singleElement()
        .asString()
        .contains("audiences.orders.bound cannot be met", remedy);
  }

  @Test
  void letsOneOfTwoWaysBeEnough() {
    assertThat(read(bound("either"), Map.of("SIGNET_BINDING_DPOP", "nonce")).binding().dpop())
        .isEqualTo(Dpop.NONCE);
  }

  @Test
  void namesEveryFaultAtOnce() {
    assertThat(
            faults(
                "audiences: {a: {bound: hand}, b: {bound: dpop}}",
                Map.of("SIGNET_BINDING_DPOP", "maybe")))
        .satisfiesExactlyInAnyOrder(
            fault -> assertThat(fault).contains("binding.dpop is not off, on or nonce"),
            fault ->
                assertThat(fault)
                    .contains("audiences.a.bound is not none, dpop, certificate or either"),
            fault -> assertThat(fault).contains("audiences.b.bound cannot be met"));
  }
}
