package dev.signet.validator;

import static dev.signet.validator.TestTokens.AUDIENCE;
import static dev.signet.validator.TestTokens.ISSUER;
import static dev.signet.validator.TestTokens.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a builder takes, and what it refuses at once. */
class BuilderTest {
  private final String keys = TestKey.set(TestKey.ES256);

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://auth.example.com",
        "https://auth.example.com/tenant/",
        "http://localhost:8080",
        "http://127.0.0.1",
        "http://127.255.255.254:1/x",
        "http://[::1]:8080",
        "HTTPS://a.example"
      })
  void takesASecureIssuer(String issuer) {
    assertThat(TokenValidator.forAuthority(issuer, AUDIENCE).keys(keys).build()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "auth.example.com",
        "http://auth.example.com",
        "ftp://auth.example.com",
        "https://auth.example.com?a=b",
        "https://auth.example.com#a",
        "https://u@auth.example.com",
        "https://",
        "https:auth",
        "http://127.0.0.1.example.com",
        "http://128.0.0.1",
        "http://127.0.0.256",
        "http://localhost.example.com",
        "https://auth.example.com/ a"
      })
  void refusesAnIssuerThatIsNot(String issuer) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenValidator.forAuthority(issuer, AUDIENCE))
        .withMessageStartingWith("issuer ");
  }

  @Test
  void refusesABlankAudience() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenValidator.forAuthority(ISSUER, " "))
        .withMessageStartingWith("audience is blank: give ");
  }

  @Test
  void refusesMoreThanOneSourceOfKeys() {
    URI uri = URI.create("https://auth.example.com/jwks");

    assertThatIllegalStateException().isThrownBy(() -> builder().keys(keys).jwksUri(uri).build());
    assertThatIllegalStateException()
        .isThrownBy(() -> builder().keys(keys).keysFrom(folder).build());
    assertThatIllegalStateException()
        .isThrownBy(() -> builder().keysFrom(folder).jwksUri(uri).build());
  }

  @Test
  void refusesAStalePolicyForKeysThatNeverAge() {
    StalePolicy policy = StalePolicy.acceptFor(Duration.ofHours(1));

    assertThatIllegalStateException()
        .isThrownBy(() -> builder().keys(keys).staleKeys(policy).build())
        .withMessageContaining("never age");
  }

  @Test
  void refusesNumbersOutsideTheirRanges() {
    Duration nano = Duration.ofNanos(1);

    refuses(() -> builder().clockSkew(nano.negated()), "clockSkew");
    refuses(() -> builder().clockSkew(Duration.ofMinutes(5).plus(nano)), "clockSkew");
    refuses(() -> builder().longestLifetime(Duration.ZERO), "longestLifetime");
    refuses(() -> builder().maxTokenBytes(511), "maxTokenBytes");
    refuses(() -> builder().maxTokenBytes(65_537), "maxTokenBytes");
    refuses(() -> builder().requiredType(" "), "requiredType");
    refuses(() -> builder().allowedAlgorithms(Set.of()), "allowedAlgorithms");
    refuses(() -> builder().jwksUri(URI.create("http://auth.example.com")), "jwksUri");
    refuses(() -> StalePolicy.acceptFor(Duration.ofMinutes(1).minus(nano)), "acceptFor");
    refuses(() -> StalePolicy.refuseAfter(Duration.ofDays(366).plus(nano)), "refuseAfter");
  }

  @Test
  void takesNumbersAtTheirBounds() {
    TokenValidator validator =
        builder()
            .clockSkew(Duration.ofMinutes(5))
            .longestLifetime(Duration.ofDays(366))
            .maxTokenBytes(512)
            .keys(keys)
            .build();

    assertThat(validator.state().phase()).isEqualTo(ValidatorState.Phase.PINNED);
  }

  @Test
  void readsSharedKeysFromAFileAndNeedsNoNetwork() throws IOException {
    Path file = Files.writeString(folder.resolve("partner.json"), keys);
    TokenValidator validator =
        builder().keysFrom(file).clock(new HandClock(TestTokens.NOW)).build();

    assertThat(validator.checkToken(valid().signed())).isInstanceOf(Verdict.Accepted.class);
    assertThat(validator.awaitKeys(Duration.ZERO)).isTrue();
    validator.refreshNow();
    assertThat(validator.state())
        .isEqualTo(
            new ValidatorState(
                ValidatorState.Phase.PINNED,
                Optional.empty(),
                Optional.empty(),
                ValidatorState.Faults.NONE,
                Optional.empty(),
                new ValidatorState.Counters(0, 0, 0, 0, 0, 1, 0),
                Optional.empty(),
                validator.state().providers(),
                ValidatorState.Proofs.NONE));
    validator.close();
    assertThat(validator.state().ready()).isTrue();
  }

  @Test
  void namesTheFileThatCannotBeUsed() throws IOException {
    Path missing = folder.resolve("missing.pem");
    Path empty = Files.writeString(folder.resolve("empty.json"), "{\"keys\":[]}");
    Path large = Files.writeString(folder.resolve("large.json"), " ".repeat(512 * 1024 + 1));

    refuses(() -> builder().keysFrom(missing).build(), "keysFrom " + missing);
    refuses(
        () -> builder().keysFrom(empty).build(),
        "keysFrom " + empty + " cannot be used: no usable key");
    refuses(() -> builder().keysFrom(large).build(), "keysFrom " + large);
    refuses(() -> builder().keys("rubbish").build(), "keys cannot be used: not strict JSON");
  }

  private static TokenValidatorBuilder builder() {
    return TokenValidator.forAuthority(ISSUER, AUDIENCE);
  }

  private static void refuses(Runnable call, String start) {
    assertThatIllegalArgumentException().isThrownBy(call::run).withMessageStartingWith(start);
  }
}
