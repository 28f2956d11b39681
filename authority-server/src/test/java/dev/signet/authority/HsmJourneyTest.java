package dev.signet.authority;

import static dev.signet.authority.keys.signing.SigningAlgorithm.ES256;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.keys.KeyRotator;
import dev.signet.authority.keys.signing.SoftHsm;
import dev.signet.authority.token.TokenClient;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An authority whose private keys are in a PKCS#11 token, as SoftHSM has it. */
class HsmJourneyTest {
  @TempDir private Path folder;
  private @Nullable SoftHsm hsm;
  private @Nullable RunningAuthority running;
  private String secret = "";

  @BeforeEach
  void start() throws Exception {
    hsm = SoftHsm.in(folder);
    running =
        new RunningAuthority()
            .with("SIGNET_KEYS_PKCS11_LIBRARY", hsm().library().toString())
            .with("SIGNET_KEYS_PKCS11_PIN", SoftHsm.PIN)
            .with("SIGNET_KEYS_DIRECTORY", folder.resolve("keys").toString())
            .start();
    secret = authority().addApplication("billing");
  }

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  @Test
  void issuesTokensAndKeepsNoPrivateKeyOnTheDisk() throws Exception {
    assertThat(check(token())).isInstanceOf(Verdict.Accepted.class);

    assertThat(get("/health/ready").json().path("signing").path("ES256").asText())
        .isEqualTo("pkcs11");
    try (Stream<Path> files = Files.list(folder.resolve("keys"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".pem")))
          .singleElement()
          .satisfies(pem -> assertThat(Files.readString(pem)).doesNotContain("PRIVATE"));
    }
  }

  @Test
  void rotatesInTheTokenAndDestroysWhatIsGone() throws Exception {
    String old = keys().ring().active().get(0).kid();
    String token = token();

    keys().activate(ES256);

    String fresh = keys().ring().active().get(0).kid();
    assertThat(hsm().kids()).containsExactlyInAnyOrder(old, fresh);
    assertThat(check(token)).isInstanceOf(Verdict.Accepted.class);
    assertThat(check(token())).isInstanceOf(Verdict.Accepted.class);

    authority().advance(Duration.ofHours(2));
    keys().turn();

    assertThat(hsm().kids()).containsExactly(fresh);
    assertThat(check(token())).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void goesOnWhenTheDeviceLosesItsSessions() throws Exception {
    hsm().loseSessions();

    assertThat(check(token())).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void answers503AndStillPublishesItsKeysWhileTheDeviceIsSick() throws IOException {
    assertThat(ask().status()).isEqualTo(200);

    hsm().fallSick();

    Answer refused = ask();
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.error()).isEqualTo("temporarily_unavailable");
    assertThat(refused.body()).doesNotContain("access_token", "CKR", "PKCS");
    Answer ready = get("/health/ready");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.json().path("checks").path("signing").asText()).isEqualTo("down");
    assertThat(get("/.well-known/jwks.json").status()).isEqualTo(200);
  }

  @Test
  void isRehearsedWithoutTheDevice() throws IOException {
    hsm().fallSick();
    AuthorityConfig config = authority().authority().config();

    try (Rehearsal rehearsal =
        new Rehearsal(keys().ring(), config.keys(), authority().clock().instant())) {
      assertThat(rehearsal.run(1).refusals()).isEmpty();
    }
  }

  private RunningAuthority authority() {
    return requireNonNull(running, "start");
  }

  private SoftHsm hsm() {
    return requireNonNull(hsm, "start");
  }

  private KeyRotator keys() {
    return authority().server().keys();
  }

  private Answer ask() {
    return TokenClient.of(authority()).basic("billing", secret, TokenClient.GRANT);
  }

  private String token() {
    return ask().json().required("access_token").asText();
  }

  private Answer get(String path) {
    return ContractFilter.answer(
        RestAssured.given().filter(ContractFilter.both()).get(authority().url(path)));
  }

  private Verdict check(String token) {
    try (TokenValidator validator =
        TokenValidator.forAuthority(RunningAuthority.ISSUER, RunningAuthority.AUDIENCE)
            .keys(get("/.well-known/jwks.json").body())
            .clock(authority().clock())
            .build()) {
      return validator.checkToken(token);
    }
  }
}
