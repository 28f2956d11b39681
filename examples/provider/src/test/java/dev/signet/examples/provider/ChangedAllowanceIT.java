package dev.signet.examples.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.quota.FollowedAllowances;
import dev.signet.quota.HolderQuotas;
import dev.signet.quota.QuotaVerdict;
import dev.signet.validator.Token;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.ValidatorState.Phase;
import dev.signet.validator.Verdict;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator says at the authority's command line counts at providers with the token that is
 * in use: at the packaged one, and at one in this process that says how it stands.
 */
class ChangedAllowanceIT {
  /** docs/quotas.md: 5 s at the authority, a ttl of 1 s and a fifth of it; and 3 s for the rest. */
  private static final Duration BOUND = Duration.ofMillis(5_000 + 1_200 + 3_000);

  /** More calls at once than anybody has: it is refused, uses nothing up, and tells the limit. */
  private static final long TOO_MANY = 1_000;

  private final int port = JarProcess.freePort();
  @TempDir private Path folder;
  private Deployment site;
  private String secret;

  @BeforeEach
  void addAnApplication() throws IOException {
    Deployment.requireJars();
    site = Deployment.direct(folder);
    secret = site.addApplication();
    set("4/1h");
  }

  private void set(String calls) throws IOException {
    assertThat(site.command("quotas", "set", "shop", "--calls", calls, "--live")).contains("live");
  }

  private void clear() throws IOException {
    assertThat(site.command("quotas", "clear", "shop")).contains("has what the configuration");
  }

  @Test
  void countsAtTheExampleProviderWithTheTokenThatIsInUse() throws Exception {
    try (JarProcess authority = site.startAuthority();
        JarProcess provider = site.startProvider(port)) {
      String token = site.acquire(secret);
      JarProcess.until("the provider has its keys", () -> Deployment.ask(port, token) == 200);
      assertThat(passed(token)).isEqualTo(4);

      set("6/1h");
      awaitWithinBound("more is allowed", () -> limitAtProvider(token) == 6);
      assertThat(passed(token)).as("of 6, and one was to look").isEqualTo(1);

      set("5/1h");
      awaitWithinBound("less is allowed", () -> limitAtProvider(token) == 5);
      clear();
      awaitWithinBound("the token decides", () -> limitAtProvider(token) == 4);

      assertThat(passed(token)).as("what is used stays used").isZero();
      assertThat(authority.process().isAlive() && provider.process().isAlive()).isTrue();
    }
  }

  /** How many calls pass until one is refused. */
  private int passed(String token) throws IOException, InterruptedException {
    int passed = 0;
    HttpResponse<Void> answer = Deployment.export(port, token);
    while (answer.statusCode() == 200) {
      passed++;
      answer = Deployment.export(port, token);
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    return passed;
  }

  private long limitAtProvider(String token) throws IOException, InterruptedException {
    String policy =
        Deployment.export(port, token).headers().firstValue("RateLimit-Policy").orElseThrow();
    assertThat(policy).startsWith("\"exports\";q=").endsWith(";w=3600");
    return Long.parseLong(policy.replaceAll(".*;q=|;w=.*", ""));
  }

  /** Something that can fail. */
  private interface Look {
    boolean isSo() throws IOException, InterruptedException;
  }

  private static void awaitWithinBound(String what, Look look)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!look.isSo()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(BOUND);
      JarProcess.pause();
    }
  }

  @Test
  void countsOnWhileTheAuthorityIsGoneAndIsTakenBackWhenItIsThereAgain() throws Exception {
    try (JarProcess authority = site.startAuthority();
        TokenValidator validator = TokenValidator.forAuthority(site.issuer(), "orders").build();
        FollowedAllowances allowances = FollowedAllowances.of(site.issuer());
        HolderQuotas quotas = HolderQuotas.local().publishedAllowances(allowances).build()) {
      Token token = accepted(validator, site.acquire(secret));
      assertThat(quotas.take(token, 4).allowed()).isTrue();
      set("6/1h");
      awaitWithinBound("more is allowed", () -> limit(quotas, token) == 6);
      assertThat(allowances.state().phase()).isEqualTo(Phase.FRESH);

      kill(authority);
      clear();
      JarProcess.until("it says so", () -> allowances.state().phase() == Phase.STALE);
      JarProcess.until("and why", () -> allowances.state().lastError().isPresent());
      assertThat(allowances.state().entries()).isEqualTo(1);
      assertThat(quotas.take(token, 2).allowed()).isTrue();
      assertThat(limit(quotas, token)).isEqualTo(6);

      try (JarProcess next = site.startAuthority()) {
        JarProcess.until("it is taken back", () -> limit(quotas, token) == 4);
        assertThat(allowances.state().phase()).isEqualTo(Phase.FRESH);
        assertThat(next.process().isAlive()).isTrue();
      }
    }
  }

  private static void kill(JarProcess authority) {
    authority.process().destroyForcibly();
    JarProcess.until("it is gone", () -> !authority.process().isAlive());
  }

  private static Token accepted(TokenValidator validator, String token) {
    JarProcess.until(
        "the keys are there", () -> validator.check("Bearer " + token) instanceof Verdict.Accepted);
    return ((Verdict.Accepted) validator.check("Bearer " + token)).token();
  }

  private static long limit(HolderQuotas quotas, Token token) {
    QuotaVerdict verdict = quotas.take(token, TOO_MANY);
    return ((QuotaVerdict.Exceeded) verdict).standing().allowance().limit();
  }
}
