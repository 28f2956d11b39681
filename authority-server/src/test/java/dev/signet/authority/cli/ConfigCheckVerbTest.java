package dev.signet.authority.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCheckVerbTest {
  @TempDir private Path folder;

  @Test
  void saysWhatTheConfigurationComesToAndTouchesNothing() {
    Outcome good = new Shell(folder).succeed("config", "check");

    assertThat(good.out())
        .containsPattern("(?m)^issuer +" + Shell.ISSUER + "$")
        .containsPattern("(?m)^profile +development$")
        .containsPattern("(?m)^ldap +off$")
        .endsWith("The configuration is good.\n");
    assertThat(good.err()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysItAsJson() {
    JsonNode good = new Shell(folder).succeed("config", "check", "--json").onlyObject();

    assertThat(good.required("algorithm").asText()).isEqualTo("ES256");
    assertThat(good.required("tls").asBoolean()).isFalse();
    assertThat(good.required("lifetime").asText()).isEqualTo("PT15M");
  }

  @Test
  void namesTheDirectoryWithoutAskingIt() {
    Shell shell =
        new Shell(folder)
            .with("SIGNET_LDAP_URL", "ldaps://ldap.example.org")
            .with("SIGNET_LDAP_USER_BASE", "dc=example")
            .with("SIGNET_LDAP_AUDIENCES", "orders");

    assertThat(shell.succeed("config", "check", "--json").onlyObject().required("ldap").asText())
        .isEqualTo("ldaps://ldap.example.org:636");
  }

  @Test
  void saysWhatIsOnThatIsOffUnlessNamed() throws IOException {
    Path settings = folder.resolve("signet.yaml");
    Files.writeString(
        settings,
        """
        profile: development
        sessions:
          enabled: true
        exchange:
          composing:
            client: composite
            mode: delegation
            audiences: [backend]
        """);

    JsonNode good =
        new Shell(folder)
            .succeed("config", "check", "--json", "--config", settings.toString())
            .onlyObject();

    assertThat(good.required("sign_in").toString()).contains("\"session\"");
    assertThat(good.required("grants").toString())
        .isEqualTo("[\"client_credentials\",\"token-exchange\"]");
  }

  @Test
  void saysThatThereIsNoDatabaseYet() {
    JsonNode good = new Shell(folder).succeed("config", "check", "--json").onlyObject();

    assertThat(good.required("consumers").asText()).contains("not looked at", "no database yet");
    assertThat(good.required("sign_in").toString()).isEqualTo("[\"secret\",\"password\",\"key\"]");
    assertThat(good.required("grants").toString()).isEqualTo("[\"client_credentials\"]");
    assertThat(good.has("clients")).isFalse();
  }

  @Test
  void saysHowEachClientSignsInAndWhatExpiresWithin30Days() {
    Shell shell = new Shell(folder);
    shell.succeed("clients", "add", "billing", "--audience", "orders");
    shell.succeed("clients", "add", "stock", "--audience", "orders", "--no-secret");
    shell.succeed("clients", "add", "gone", "--audience", "orders");
    shell.succeed("clients", "disable", "gone");
    shell.succeed("clients", "certificates", "add", "billing", "--san-dns", "billing.example.org");
    shell.succeed("clients", "credentials", "expire", "billing", "first", "--in", "30d");
    shell.succeed("clients", "secrets", "add", "billing", "--expires", "31d");

    assertThat(shell.succeed("config", "check").out())
        .contains("\nbilling signs in by san-dns or secret\n")
        .contains("\nstock cannot sign in\n")
        .contains("\nbilling/first expires at 2026-12-22T10:00:00Z\n");
    JsonNode found = shell.succeed("config", "check", "--json").onlyObject();
    assertThat(found.required("clients").toString())
        .isEqualTo("{\"billing\":[\"san-dns\",\"secret\"],\"stock\":[]}");
    assertThat(found.required("expiring")).hasSize(1);
  }

  @Test
  void saysWhoMustBeBoundHowAndWhoCannotBe() throws IOException {
    Path settings = folder.resolve("signet.yaml");
    Files.writeString(
        settings,
        "{profile: development, binding: {dpop: nonce}, audiences: {orders: {bound: dpop}}}");
    Shell shell = new Shell(folder).with("SIGNET_CONFIG", settings.toString());
    shell.succeed("clients", "add", "billing", "--audience", "orders", "--bound", "dpop");
    shell.succeed("clients", "add", "stock", "--audience", "orders", "--bound", "certificate");
    shell.succeed("clients", "add", "plain", "--audience", "orders");

    assertThat(shell.succeed("config", "check").out())
        .containsPattern("(?m)^dpop +nonce$")
        .containsPattern("(?m)^bound_audiences +\\{orders=dpop}$")
        .contains("\ntokens of billing must be bound: dpop\n")
        .contains("\ntokens of stock must be bound: certificate; none can be")
        .doesNotContain("tokens of plain");
    JsonNode found = shell.succeed("config", "check", "--json").onlyObject();
    assertThat(found.required("bound_audiences").toString()).isEqualTo("{\"orders\":\"dpop\"}");
    assertThat(found.required("bound").toString())
        .isEqualTo("{\"billing\":\"dpop\",\"stock\":\"certificate\"}");
    assertThat(found.required("cannot_be_bound").toString()).isEqualTo("[\"stock\"]");
  }

  @Test
  void saysWhoMayHaveHowMuch() throws IOException {
    Path settings = folder.resolve("signet.yaml");
    Files.writeString(
        settings,
        "{profile: development, quotas: {issuing: {application: 6/1m}, calls: {user: 100/1h}},"
            + " audiences: {Vault: {calls: 5/1m}}}");
    Shell shell = new Shell(folder).with("SIGNET_CONFIG", settings.toString());

    assertThat(shell.succeed("config", "check").out())
        .containsPattern("(?m)^issuing +\\{application=6/PT1M}$")
        .containsPattern("(?m)^calls +\\{user=100/PT1H}$")
        .containsPattern("(?m)^calls_at +\\{Vault=5/PT1M}$");
  }

  @Test
  void showsNoSecret() {
    Shell shell =
        new Shell(folder)
            .with("SIGNET_KEYS_PASSPHRASE", "open sesame")
            .with("SIGNET_SECRETS_HASH_KEY", "A".repeat(43) + "=");

    assertThat(shell.succeed("config", "check").toString()).doesNotContain("sesame", "AAAA");
  }
}
