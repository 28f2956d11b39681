package dev.signet.authority.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.RunningAuthority;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedDocumentTest {
  @RegisterExtension
  static final RunningAuthority AUTHORITY =
      new RunningAuthority().with("SIGNET_KEYS_JWK_SET_MAX_AGE", "90s");

  private static final String JWK_SET = "/.well-known/jwks.json";
  private static final String METADATA = "/.well-known/oauth-authorization-server";

  private static RequestSpecification given() {
    return RestAssured.given().filter(ContractFilter.both());
  }

  private static Answer get(String path) {
    return ContractFilter.answer(given().get(AUTHORITY.url(path)));
  }

  private static Answer getUnless(String path, String ifNoneMatch) {
    return ContractFilter.answer(
        given().header("If-None-Match", ifNoneMatch).get(AUTHORITY.url(path)));
  }

  @ParameterizedTest
  @CsvSource({
    JWK_SET + ",application/jwk-set+json,(7[2-9]|8[0-9]|90)",
    METADATA + ",application/json,300",
    "/openapi.yaml,application/yaml,300",
  })
  @DisplayName("C.12.8 a document has its type, an ETag and a max-age, and may be read by scripts")
  void hasItsHeaders(String path, String contentType, String maxAge) {
    Answer answer = get(path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo(contentType);
    assertThat(answer.header("etag")).matches("\"[A-Za-z0-9_-]{22}(-gzip)?\"");
    assertThat(answer.header("cache-control")).matches("public, max-age=" + maxAge);
    assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
  }

  @Test
  void letsCachesOfTheKeysComeBackAtDifferentTimes() {
    Set<String> ages = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      ages.add(get(JWK_SET).header("cache-control"));
    }

    assertThat(ages).hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {JWK_SET, METADATA, "/openapi.yaml"})
  @DisplayName("C.12.8 who has the document already gets 304 without a body")
  void answersNotModified(String path) {
    String etag = get(path).header("etag");

    for (String tags : new String[] {etag, "W/" + etag, "\"other\", " + etag, "*"}) {
      Answer answer = getUnless(path, tags);
      assertThat(answer.status()).as(tags).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.header("etag")).isEqualTo(etag);
      assertThat(answer.header("cache-control")).startsWith("public, max-age=");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"other\"", "", "pbVF", "\"\"", ",", "W/\"other\""})
  @DisplayName("C.12.8 who has another document gets the whole one")
  void answersTheWholeDocument(String tags) {
    assertThat(getUnless(JWK_SET, tags).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {JWK_SET, METADATA, "/openapi.yaml"})
  void answersHeadAsGetWithoutTheBody(String path) {
    Answer get = get(path);
    Answer head =
        ContractFilter.answer(
            RestAssured.given().filter(ContractFilter.answers()).head(AUTHORITY.url(path)));

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String name : new String[] {"etag", "content-type"}) {
      assertThat(head.header(name)).isEqualTo(get.header(name));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {JWK_SET, METADATA, "/openapi.yaml"})
  void statesItsLengthHoweverLong(String path) throws IOException {
    String request = RawHttp.request("GET " + path, "Connection: close\r\n", "");

    Answer answer = RawHttp.exchange(AUTHORITY.port(), request);

    assertThat(answer.header("transfer-encoding")).isEmpty();
    assertThat(answer.header("content-length"))
        .isEqualTo(String.valueOf(answer.body().getBytes(UTF_8).length));
  }

  @Test
  void saysThatItLivesAndIsReady() {
    assertThat(get("/health/live").json().path("status").asText()).isEqualTo("up");
    assertThat(get("/health/ready").json().path("checks").path("storage").asText()).isEqualTo("up");
    assertThat(get("/health/live").header("cache-control")).isEqualTo("no-store");
  }

  @Test
  void saysWhoSigns() {
    JsonNode signing = get("/health/ready").json().path("signing");

    assertThat(signing.path("ES256").asText()).isIn("corretto", "bouncy-castle");
    assertThat(signing).hasSize(1);
  }
}
