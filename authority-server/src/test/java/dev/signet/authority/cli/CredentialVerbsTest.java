package dev.signet.authority.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import dev.signet.authority.authn.mtls.TestCertificates;
import dev.signet.authority.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients can sign in with, as an operator registers it. */
class CredentialVerbsTest {
  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of(""));
  private String first = "";

  @BeforeEach
  void addAClient() {
    shell = new Shell(folder);
    first =
        shell
            .succeed("clients", "add", "billing", "--audience", "orders", "--json")
            .onlyObject()
            .required("client_secret")
            .asText();
  }

  private List<JsonNode> listed() {
    return shell.succeed("clients", "credentials", "list", "billing", "--json").objects();
  }

  private Outcome fail(String... arguments) {
    Outcome outcome = shell.run(arguments);
    assertThat(outcome.exitCode()).as(outcome::toString).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    return outcome;
  }

  @Nested
  class Secrets {
    @Test
    void areAddedBesideTheFirstAndPrintedOnce() {
      Outcome added =
          shell.succeed(
              "clients", "secrets", "add", "billing", "--expires", "90d", "--label", "autumn");

      assertThat(added.out())
          .matches(
              """
              client_id:     billing
              client_secret: sgs_[A-Za-z0-9_-]{43}
              id:            [a-z2-7]{8}
              expires_at:    2027-02-20T10:00:00Z
              """);
      assertThat(added.err()).contains("not shown again");
      assertThat(listed()).hasSize(2);
      Outcome list = shell.succeed("clients", "credentials", "list", "billing");
      assertThat(list.out().lines())
          .anyMatch(line -> line.startsWith("first ") && line.contains("expires never"))
          .anyMatch(
              line -> line.contains("expires 2027-02-20T10:00:00Z") && line.endsWith("autumn"));
    }

    @Test
    void areNeverListedNorTheirHashes() {
      shell.succeed("clients", "secrets", "add", "billing");

      String plain = shell.succeed("clients", "credentials", "list", "billing").toString();
      assertThat(plain + listed()).doesNotContain("sgs_", first, "hmac-sha256");
      assertThat(listed()).noneMatch(each -> each.has("fingerprint"));
    }

    @Test
    void areAtMostFiveThatHaveNotExpired() {
      for (int i = 0; i < 4; i++) {
        shell.succeed("clients", "secrets", "add", "billing", "--expires", "1h");
      }
      assertThat(fail("clients", "secrets", "add", "billing").err())
          .contains("5 credentials", "expire one");

      shell.clock().advance(Duration.ofHours(1));
      shell.succeed("clients", "secrets", "add", "billing");
      assertThat(listed()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "ada"})
    void areOfClientsAlone(String name) {
      shell.runOn(
          "correct horse\n", "users", "add", "ada", "--audience", "orders", "--password-stdin");

      assertThat(fail("clients", "secrets", "add", name).err()).contains("there is no client");
      assertThat(fail("clients", "credentials", "list", name).err()).contains("no client");
    }

    @Test
    void haveALabelOnOneLineAndTimeToLive() {
      assertThat(fail("clients", "secrets", "add", "billing", "--label", "a\nb").err())
          .contains("label");
      assertThat(fail("clients", "secrets", "add", "billing", "--expires", "0s").err())
          .contains("--expires");
      assertThat(listed()).hasSize(1);
    }
  }

  @Nested
  class Expiry {
    @Test
    void isNowUnlessATimeIsNamed() {
      Outcome expired = shell.succeed("clients", "credentials", "expire", "billing", "first");

      assertThat(expired.out()).contains("expires_at:    2026-11-22T10:00:00Z");
      assertThat(listed().get(0).required("valid").asBoolean()).isFalse();
      assertThat(shell.succeed("clients", "credentials", "list", "billing").out())
          .contains("expired 2026-11-22T10:00:00Z");
    }

    @Test
    void isAfterATimeAndNeverLaterThanItWas() {
      shell.succeed("clients", "credentials", "expire", "billing", "first", "--in", "24h");
      assertThat(listed().get(0).required("expires_at").asText()).isEqualTo("2026-11-23T10:00:00Z");

      assertThat(fail("clients", "credentials", "expire", "billing", "first", "--in", "25h").err())
          .contains("2026-11-23T10:00:00Z already");
      shell.succeed("clients", "credentials", "expire", "billing", "first", "--in", "1h");
    }

    @Test
    void isOfOneThatIsThere() {
      assertThat(fail("clients", "credentials", "expire", "billing", "other").err())
          .contains("billing has no credential other");
      assertThat(fail("clients", "credentials", "expire", "billing", "first", "--in", "soon").err())
          .contains("--in is not now or a duration");
    }
  }

  @Nested
  class Keys {
    private Path write(JWKSet set, boolean publicOnly) throws IOException {
      return Files.writeString(folder.resolve("keys.json"), set.toString(publicOnly));
    }

    private JWKSet elliptic() throws JOSEException {
      return new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("k1").generate());
    }

    @Test
    void areRegisteredAsASet() throws Exception {
      Path file = write(elliptic(), true);

      JsonNode added =
          shell
              .succeed("clients", "keys", "add", "billing", "--jwks", file.toString(), "--json")
              .onlyObject();

      assertThat(added.required("kind").asText()).isEqualTo("jwks");
      assertThat(added.required("fingerprint").asText()).matches("sha256:[0-9a-f]{64}");
      assertThat(listed()).hasSize(2);
    }

    @Test
    void areRegisteredByAddress() {
      shell.succeed(
          "clients", "keys", "add", "billing", "--jwks-uri", "https://b.example/jwks.json");

      assertThat(listed())
          .anyMatch(
              each ->
                  each.required("kind").asText().equals("jwks-uri")
                      && each.required("fingerprint")
                          .asText()
                          .equals("https://b.example/jwks.json"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"http://b.example/jwks.json", "ftp://b.example/", "jwks.json", "https://a@b/"})
    void areFetchedSecurelyOrNotAtAll(String address) {
      assertThat(fail("clients", "keys", "add", "billing", "--jwks-uri", address).err())
          .contains("jwks-uri");
    }

    @Test
    void arePublicOrRefused() throws Exception {
      Path file = write(elliptic(), false);

      assertThat(fail("clients", "keys", "add", "billing", "--jwks", file.toString()).err())
          .contains("jwks:", "public key");
      OctetSequenceKey shared = new OctetSequenceKeyGenerator(256).keyID("s").generate();
      write(new JWKSet(shared), false);
      fail("clients", "keys", "add", "billing", "--jwks", file.toString());
      assertThat(listed()).hasSize(1);
    }

    @Test
    void areForAnAlgorithmThatClientsMaySignWith() throws Exception {
      String mlDsa = "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"kid\":\"m\",\"pub\":\"AAAA\"}";
      Path file = Files.writeString(folder.resolve("keys.json"), "{\"keys\":[" + mlDsa + "]}");

      assertThat(fail("clients", "keys", "add", "billing", "--jwks", file.toString()).err())
          .contains("jwks:", "ES256 or Ed25519 or RS256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"keys\":[]}", "{}", "[]", "no json", ""})
    void areOneAtLeast(String text) throws IOException {
      Path file = Files.writeString(folder.resolve("keys.json"), text);

      assertThat(fail("clients", "keys", "add", "billing", "--jwks", file.toString()).err())
          .contains("jwks:");
    }

    @Test
    void areReadFromAFileThatIsThere() {
      assertThat(fail("clients", "keys", "add", "billing", "--jwks", "absent.json").err())
          .contains("absent.json cannot be read");
    }
  }

  @Nested
  class Certificates {
    @Test
    void areRegisteredByTheirHash() throws Exception {
      Path file = folder.resolve("billing.pem");
      TestCertificates certificate =
          TestCertificates.selfSigned(TestCertificates.Form.of("CN=billing"));
      Files.writeString(file, certificate.pem());

      JsonNode added =
          shell
              .succeed(
                  "clients",
                  "certificates",
                  "add",
                  "billing",
                  "--certificate",
                  file.toString(),
                  "--json")
              .onlyObject();

      assertThat(added.required("fingerprint").asText()).matches("sha256:[0-9a-f]{64}");
      assertThat(added.required("expires_at").asText()).isEqualTo("2026-11-23T10:00:00Z");
      Files.writeString(file, certificate.pem() + certificate.keyPem());
      assertThat(
              fail("clients", "certificates", "add", "billing", "--certificate", file.toString())
                  .err())
          .contains("private key");
      Files.writeString(file, certificate.pem() + certificate.pem());
      assertThat(
              fail("clients", "certificates", "add", "billing", "--certificate", file.toString())
                  .err())
          .contains("2 certificates");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "--subject-dn=CN=billing,O=Example",
          "--san-dns=billing.example.org",
          "--san-uri=spiffe://example.org/billing"
        })
    void areRegisteredByWhatTheyMustSay(String option) {
      shell.succeed("clients", "certificates", "add", "billing", option);

      assertThat(listed().get(1).toString() + listed().get(0)).contains(option.split("=", 2)[1]);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "--subject-dn=billing",
          "--subject-dn=",
          "--san-dns=*.example.org",
          "--san-dns=billing example",
          "--san-uri=billing",
          "--san-uri=a b"
        })
    void areToldApartByMoreThanThat(String option) {
      assertThat(fail("clients", "certificates", "add", "billing", option).err())
          .contains(option.split("=", 2)[0].substring(2) + ": give");
    }
  }

  @Test
  void addsAClientWithoutASecret() {
    Outcome added = shell.succeed("clients", "add", "stock", "--audience", "orders", "--no-secret");

    assertThat(added.toString()).doesNotContain("sgs_");
    assertThat(shell.succeed("clients", "credentials", "list", "stock").err())
        .contains("stock cannot sign in");
  }
}
