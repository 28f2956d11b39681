package dev.signet.authority;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.Transport;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a validator inside the authority reads is what others read over HTTP. */
class OwnValidatorTest {
  private static final String ISSUER = "https://example.org/auth";

  @RegisterExtension
  static final RunningAuthority AUTHORITY = new RunningAuthority().with("SIGNET_ISSUER", ISSUER);

  private final Transport documents =
      OwnValidator.over(
          new ServerMetadata(ISSUER), AUTHORITY.server().keys(), AUTHORITY.server().revocations());

  private Transport.Response get(String pathAndQuery) throws IOException {
    return documents.get(
        URI.create("https://example.org" + pathAndQuery), Map.of(), Duration.ofSeconds(1));
  }

  private static String text(Transport.Response response) throws IOException {
    try (InputStream body = response.body()) {
      return new String(body.readAllBytes(), UTF_8);
    }
  }

  @Test
  void readsTheKeysAndTheList() throws IOException {
    for (String path : List.of("/auth/.well-known/jwks.json", "/auth/revocations")) {
      Transport.Response response = get(path);

      assertThat(response.status()).isEqualTo(200);
      assertThat(text(response)).isEqualTo(RestAssured.get(AUTHORITY.url(path)).asString());
    }
  }

  @Test
  void readsAsMuchOfTheMetadataAsItNeeds() throws IOException {
    assertThat(text(get("/.well-known/oauth-authorization-server/auth")))
        .isEqualTo(
            "{\"issuer\":\"https://example.org/auth\","
                + "\"jwks_uri\":\"https://example.org/auth/.well-known/jwks.json\","
                + "\"revocation_list_uri\":\"https://example.org/auth/revocations\"}");
  }

  @Test
  void readsTheListOrWhatChangedByTheirMediaTypes() throws IOException {
    assertThat(get("/auth/revocations").headers().get("Content-Type"))
        .containsExactly("application/revocation-list+jwt");
    assertThat(get("/auth/revocations?since=0").headers().get("Content-Type"))
        .containsExactly("application/revocation-delta+jwt");
    assertThat(get("/auth/revocations?since=7").headers().get("Content-Type"))
        .containsExactly("application/revocation-list+jwt");
  }

  @Test
  void findsNothingElse() throws IOException {
    assertThat(get("/token").status()).isEqualTo(404);
  }

  @Test
  void leavesTheOperatorApiUnderThePathOfTheIssuer() {
    assertThat(RestAssured.get(AUTHORITY.url("/auth/operator/revocations")).statusCode())
        .isEqualTo(401);
  }
}
