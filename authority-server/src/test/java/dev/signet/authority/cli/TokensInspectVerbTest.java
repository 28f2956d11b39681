package dev.signet.authority.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.binding.ProofForm;
import dev.signet.authority.binding.ProofKey;
import dev.signet.authority.cli.Shell.Outcome;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.token.TokenClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tokens inspect}: what a token says, the verdict, and each check of it. */
class TokensInspectVerbTest {
  @TempDir private static Path folder = Path.of("");
  private static Shell shell = new Shell(Path.of(""));

  @BeforeAll
  static void addAnApplicationAndMakeAKey() {
    shell = new Shell(folder);
    shell.succeed("clients", "add", "billing", "--audience", "orders");
    issue(shell);
  }

  @Test
  void acceptsWhatIssueIssued() {
    Outcome accepted = shell.succeed("tokens", "inspect", issue());

    assertThat(accepted.out())
        .contains(
            "\"typ\" : \"at+jwt\"", "\"sub\" : \"billing\"", "\nverdict: accepted\nchecks:\n");
    assertThat(checks(accepted)).isNotEmpty().allMatch(line -> line.startsWith("  passed "));
  }

  @Test
  void saysOfEachCheckHowItEndedAndWhy() {
    Outcome refused = shell.run("tokens", "inspect", "a.b.c");

    assertThat(checks(refused))
        .contains("  passed       length      5 characters, of at most 8192")
        .anyMatch(line -> line.matches("  failed +form +malformed: .*"))
        .anyMatch(line -> line.matches("  not reached +expiry +.*"));
  }

  @Test
  void saysOfABoundTokenWhatItsHolderIsAnswered(@TempDir Path another) {
    Shell later = new Shell(another).with("SIGNET_BINDING_DPOP", "on");
    String token = boundToken(later);

    Outcome bound = later.succeed("tokens", "inspect", token);
    later.clock().advance(Duration.ofHours(1));
    Outcome expired = later.run("tokens", "inspect", token, "--json");

    assertThat(bound.out())
        .contains("verdict: refused\nreason: binding_required\nwith_its_key: accepted\nchecks:\n");
    assertThat(expired.exitCode()).isEqualTo(1);
    assertThat(expired.onlyObject().required("with_its_key").asText()).isEqualTo("expired");
  }

  private static String boundToken(Shell shell) {
    RunningAuthority running = new RunningAuthority();
    shell.environment().forEach(running::with);
    try (RunningAuthority authority = running.start()) {
      String secret = authority.addApplication("billing");
      return ContractFilter.answer(
              TokenClient.of(authority)
                  .request()
                  .header("Authorization", TokenClient.basicHeader("billing", secret))
                  .header("DPoP", ProofForm.good(authority, ProofKey.es256()))
                  .body(TokenClient.GRANT)
                  .post(authority.url("/token")))
          .json()
          .required("access_token")
          .asText();
    }
  }

  @Test
  void goesOnBehindTheCheckThatDecided(@TempDir Path another) {
    Shell later = new Shell(another);
    later.succeed("clients", "add", "billing", "--audience", "orders");
    String token = issue(later);
    later.clock().advance(Duration.ofHours(1));

    Outcome refused = later.run("tokens", "inspect", token, "--audience", "payroll");

    assertThat(checks(refused))
        .filteredOn(line -> line.startsWith("  failed "))
        .hasSize(2)
        .anyMatch(line -> line.endsWith("wrong_audience: aud is orders, accepted is [payroll]"))
        .anyMatch(line -> line.contains("expired: exp is 2026-11-22T10:15:00Z; it is "));
  }

  @Test
  void keepsTheTokenAndItsHolderOutOfTheLinesForATicket() {
    String token = issue();
    Outcome accepted = shell.succeed("tokens", "inspect", token);
    String ticket = accepted.out().substring(accepted.out().indexOf("verdict: "));

    assertThat(ticket).doesNotContain("billing").doesNotContain(token.split("\\."));
  }

  @Test
  void printsOneObjectAsJson() {
    JsonNode answer = shell.succeed("tokens", "inspect", issue(), "--json").onlyObject();

    assertThat(answer.required("verdict").asText()).isEqualTo("accepted");
    assertThat(answer.required("header").required("alg").asText()).isEqualTo("ES256");
    assertThat(answer.required("claims").required("iss").asText()).isEqualTo(Shell.ISSUER);
  }

  @Test
  void printsTheChecksAsJson() {
    JsonNode answer = shell.run("tokens", "inspect", "a.b.c", "--json").onlyObject();

    assertThat(answer.required("reason").asText()).isEqualTo("malformed");
    JsonNode checks = answer.required("checks");
    assertThat(checks.required(0).required("outcome").asText()).isEqualTo("passed");
    assertThat(checks.required(1).required("name").asText()).isEqualTo("form");
    assertThat(checks.required(1).required("outcome").asText()).isEqualTo("failed");
    assertThat(checks.required(1).required("detail").asText()).startsWith("malformed: ");
    assertThat(checks.required(2).required("outcome").asText()).isEqualTo("not_reached");
  }

  @Test
  void takesTheTokenFromStandardInput() {
    Outcome accepted = shell.runOn(" " + issue() + "\r\nmore\n", "tokens", "inspect", "--json");

    assertThat(accepted.exitCode()).isZero();
    assertThat(shell.runOn("", "tokens", "inspect").err()).contains("standard input is empty");
  }

  @Test
  void refusesAnExpiredToken(@TempDir Path another) {
    Shell later = new Shell(another);
    later.succeed("clients", "add", "billing", "--audience", "orders");
    String token = issue(later);

    later.clock().advance(Duration.ofMinutes(15).minusSeconds(1));
    later.succeed("tokens", "inspect", token);
    // Beyond any tolerance between two clocks.
    later.clock().advance(Duration.ofMinutes(2));
    assertRefused(later.run("tokens", "inspect", token), "expired");
  }

  @Test
  void refusesAForgedToken() {
    String token = issue();
    int middle = token.lastIndexOf('.') + 10;
    char other = token.charAt(middle) == 'A' ? 'B' : 'A';
    String forged = token.substring(0, middle) + other + token.substring(middle + 1);

    assertRefused(shell.run("tokens", "inspect", forged), "bad_signature");
  }

  @Test
  void refusesATokenForAnotherProvider() {
    assertRefused(
        shell.run("tokens", "inspect", issue(), "--audience", "payroll"), "wrong_audience");
  }

  @Test
  void refusesATokenOfAnotherAuthority(@TempDir Path elsewhere) {
    Shell another = new Shell(elsewhere);
    another.succeed("clients", "add", "billing", "--audience", "orders");

    assertRefused(shell.run("tokens", "inspect", issue(another)), "unknown_key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", ".", "..", "a.b.c", "....", "!.!.!", "e30.e30.", "é.é.é"})
  void refusesGarbage(String garbage) {
    assertRefused(shell.run("tokens", "inspect", garbage), "malformed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"\"", "\" \"", "\"a b\"", "\"\\u0000\"", "7", "null", "[]", "{}", "[7]"})
  void refusesAStrangeAudienceWithoutStumbling(String audience) {
    String claims = "{\"aud\":" + audience + "}";
    String token = "e30." + encode(claims) + ".AAAA";

    Outcome refused = shell.run("tokens", "inspect", token, "--json");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.onlyObject().required("verdict").asText()).isEqualTo("refused");
  }

  @Test
  void letsNoTokenSpeakToTheTerminal() {
    String evil = "\"\\u001b[31m\u009b31m\u202e\"";
    String claims = "{\"sub\":" + evil + ",\"aud\":" + evil + ",\"iss\":" + evil + "}";
    String header = "{\"alg\":" + evil + ",\"typ\":" + evil + ",\"kid\":" + evil + "}";
    String token = encode(header) + "." + encode(claims) + ".AAAA";

    assertThat(shell.run("tokens", "inspect", token).out())
        .contains("\"sub\" : ", "accepted is [?[31m?31m?]")
        .doesNotContain("\u001b", "\u009b", "\u202e");
  }

  @Test
  void makesNothingOfItsOwn(@TempDir Path empty) {
    Outcome refused = new Shell(empty).run("tokens", "inspect", issue());

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("no signing key", empty.resolve("keys").toString());
    assertThat(empty).isEmptyDirectory();
  }

  private static String issue() {
    return issue(shell);
  }

  private static String issue(Shell authority) {
    return authority.succeed("tokens", "issue", "billing").out().strip();
  }

  private static void assertRefused(Outcome outcome, String reason) {
    assertThat(outcome.exitCode()).as(outcome::toString).isEqualTo(1);
    assertThat(outcome.out()).contains("verdict: refused\nreason: " + reason + "\n");
    assertThat(outcome.err()).isEmpty();
  }

  /** The lines below the verdict, one for each check. */
  private static List<String> checks(Outcome outcome) {
    assertThat(outcome.out()).contains("\nchecks:\n");
    return outcome.out().lines().dropWhile(line -> !line.equals("checks:")).skip(1).toList();
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
