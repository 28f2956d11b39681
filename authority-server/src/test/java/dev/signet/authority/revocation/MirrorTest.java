package dev.signet.authority.revocation;

import static dev.signet.authority.storage.TestRecords.everythingBefore;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers may ask a cache in place of the authority. */
@Timeout(60)
class MirrorTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TokensIssuedBefore EVERYTHING = everythingBefore(RunningAuthority.START);

  @TempDir private Path folder = Path.of("");
  private final RunningAuthority authority = new RunningAuthority();

  @BeforeEach
  void start() {
    authority.start();
    revoke();
  }

  @AfterEach
  void stop() {
    authority.close();
  }

  private void revoke() {
    authority
        .authority()
        .revocations()
        .revoke(EVERYTHING, new Revocations.Cause("a test", "a test"));
    authority.followRevocations();
  }

  private NginxMirror mirror() throws IOException {
    return NginxMirror.of(authority.port(), folder);
  }

  /** A client that asks for no compression unless told to. */
  private static RequestSpecification client() {
    return RestAssured.given()
        .config(
            RestAssured.config().decoderConfig(DecoderConfig.decoderConfig().noContentDecoders()));
  }

  private static JsonNode claims(Response response) throws IOException {
    assertThat(response.statusCode()).isEqualTo(200);
    return JSON.readTree(Base64.getUrlDecoder().decode(response.asString().split("\\.", -1)[1]));
  }

  @Test
  void servesListAndDeltaAsTheAuthorityDoes() throws IOException {
    try (NginxMirror mirror = mirror()) {
      Response list = client().get(mirror.url("/revocations"));
      Response delta = client().get(mirror.url("/revocations?since=0"));
      Response other = client().get(mirror.url("/revocations?since=1"));

      assertThat(list.contentType()).isEqualTo("application/revocation-list+jwt");
      assertThat(list.asString()).isEqualTo(client().get(authority.url("/revocations")).asString());
      assertThat(list.header("Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(delta.contentType()).isEqualTo("application/revocation-delta+jwt");
      assertThat(claims(delta).path("from").longValue()).isZero();
      assertThat(claims(other).path("from").longValue()).isEqualTo(1);
      for (String path :
          List.of("/.well-known/jwks.json", "/.well-known/oauth-authorization-server")) {
        assertThat(client().get(mirror.url(path)).asString())
            .isEqualTo(client().get(authority.url(path)).asString());
      }
    }
  }

  @Test
  void answersFromTheCacheUntilTheCopyExpires() throws IOException {
    try (NginxMirror mirror = mirror()) {
      Response first = client().get(mirror.url("/revocations"));
      Response second = client().get(mirror.url("/revocations"));
      // A machine that pauses for a second between the two lets the copy expire.
      for (int look = 0; look < 100 && !"HIT".equals(second.header("X-Cache")); look++) {
        first = second;
        second = client().get(mirror.url("/revocations"));
      }
      assertThat(second.header("X-Cache")).isEqualTo("HIT");
      assertThat(second.asString()).isEqualTo(first.asString());

      revoke();
      Response next = second;
      for (int look = 0; look < 100_000 && claims(next).path("seq").longValue() == 1; look++) {
        next = client().get(mirror.url("/revocations"));
      }

      assertThat(next.header("X-Cache")).isEqualTo("EXPIRED");
      assertThat(claims(next).path("seq").longValue()).isEqualTo(2);
    }
  }

  @Test
  void asksTheAuthorityWhetherItsCopyIsStillGood() throws IOException {
    try (NginxMirror mirror = mirror()) {
      Response next = client().get(mirror.url("/revocations"));
      for (int i = 0; i < 100_000 && !"REVALIDATED".equals(next.header("X-Cache")); i++) {
        next = client().get(mirror.url("/revocations"));
      }

      assertThat(next.header("X-Cache")).isEqualTo("REVALIDATED");
    }
  }

  @Test
  void answers304ToWhoHasIt() throws IOException {
    try (NginxMirror mirror = mirror()) {
      String tag = client().get(mirror.url("/revocations")).header("ETag");

      Response again = client().header("If-None-Match", tag).get(mirror.url("/revocations"));

      assertThat(tag).matches("\"[A-Za-z0-9_-]{22}\"");
      assertThat(again.statusCode()).isEqualTo(304);
    }
  }

  @Test
  void mayCompressForWhoAsks() throws IOException {
    try (NginxMirror mirror = mirror()) {
      Response plain = client().get(mirror.url("/revocations"));
      Response gzip = client().header("Accept-Encoding", "gzip").get(mirror.url("/revocations"));

      assertThat(plain.header("Content-Encoding")).isNull();
      assertThat(gzip.header("Content-Encoding")).isEqualTo("gzip");
      assertThat(gzip.header("Vary")).isEqualTo("Accept-Encoding");
      assertThat(gzip.header("ETag")).isEqualTo("W/" + plain.header("ETag"));
      Response again =
          client()
              .header("Accept-Encoding", "gzip")
              .header("If-None-Match", gzip.header("ETag"))
              .get(mirror.url("/revocations"));
      assertThat(again.statusCode()).isEqualTo(304);
    }
  }

  @Test
  void answersEverybodyWithTheFullListWhereItDropsTheQuery() throws IOException {
    try (NginxMirror mirror = NginxMirror.withoutQueries(authority.port(), folder)) {
      Response answer = client().get(mirror.url("/revocations?since=1"));

      assertThat(answer.contentType()).isEqualTo("application/revocation-list+jwt");
      assertThat(claims(answer).path("seq").longValue()).isEqualTo(1);
    }
  }

  @Test
  void passesEventsOnAsTheyCome() throws IOException {
    try (NginxMirror mirror = mirror();
        StreamReader reader = StreamReader.open(mirror.port(), "", "")) {
      assertThat(reader.next().id()).isEqualTo(1);

      revoke();

      assertThat(reader.next().id()).isEqualTo(2);
    }
  }

  @Test
  void keepsThePlainFormAndTheCompressedOneApart() throws IOException {
    for (int i = 0; i < 20; i++) {
      revoke();
    }
    try (NginxMirror mirror = mirror()) {
      for (int look = 0; look < 3; look++) {
        Response gzip = client().header("Accept-Encoding", "gzip").get(mirror.url("/revocations"));
        Response plain = client().get(mirror.url("/revocations"));

        assertThat(plain.header("Content-Encoding")).isNull();
        assertThat(gzip.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(claims(plain).path("seq").longValue()).isEqualTo(21);
        assertThat(unzipped(gzip)).startsWith("ey").hasSizeGreaterThan(1024);
      }
    }
  }

  private static String unzipped(Response gzip) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(gzip.body().asInputStream())) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** What a cache goes by, at the source. */
  @ParameterizedTest
  @ValueSource(strings = {"", "gzip"})
  void tellsCachesTheTruth(String coding) throws IOException {
    RequestSpecification asked = client().header("Accept-Encoding", coding);
    Response get = asked.get(authority.url("/openapi.yaml"));
    Response head = asked.head(authority.url("/openapi.yaml"));
    Response other = client().get(authority.url("/openapi.yaml"));

    assertThat(get.header("Cache-Control")).matches("public, max-age=[0-9]+");
    assertThat(get.header("Vary")).isEqualTo("Accept-Encoding");
    assertThat(get.header("ETag"))
        .matches("\"[A-Za-z0-9_-]{22}" + (coding.isEmpty() ? "" : "-gzip") + "\"");
    assertThat(coding.isEmpty() ? get.asString() : unzipped(get)).isEqualTo(other.asString());
    for (String field :
        List.of("ETag", "Cache-Control", "Content-Type", "Content-Encoding", "Vary")) {
      assertThat(head.header(field)).as(field).isEqualTo(get.header(field));
    }
    assertThat(head.asString()).isEmpty();
    Response again =
        asked.header("If-None-Match", get.header("ETag")).get(authority.url("/openapi.yaml"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.header("Vary")).isEqualTo("Accept-Encoding");
  }

  @Test
  void hasOneFormOfWhatIsSmall() {
    Response gzip = client().header("Accept-Encoding", "gzip").get(authority.url("/revocations"));

    assertThat(gzip.header("Content-Encoding")).isNull();
    assertThat(gzip.header("Vary")).isNull();
    assertThat(gzip.header("ETag")).matches("\"[A-Za-z0-9_-]{22}\"");
  }
}
