package dev.signet.authority.quota.published;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;

/** The list of an authority, read over HTTP as a stranger would read it. */
public record PublishedAllowances(RunningAuthority authority) {
  private static final String TYPE = "allowance-list+jwt";

  /** What is answered at a path. */
  Answer get(String path) {
    return ContractFilter.answer(
        RestAssured.given().filter(ContractFilter.both()).get(authority.url(path)));
  }

  /** The claims of the list, whose form and signature are right. */
  public JsonNode claims() {
    Answer answer = get("/allowances");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/" + TYPE);
    try {
      JWSObject jws = JWSObject.parse(answer.body());
      assertThat(jws.getHeader().toJSONObject())
          .containsOnlyKeys("typ", "alg", "kid")
          .containsEntry("typ", TYPE);
      JWKSet keys = JWKSet.parse(get("/.well-known/jwks.json").body());
      String kid = jws.getHeader().getKeyID();
      assertThat(jws.verify(new ECDSAVerifier(keys.getKeyByKeyId(kid).toECKey()))).isTrue();
      return new ObjectMapper().readTree(jws.getPayload().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParseException | JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** What is in it. */
  public JsonNode entries() {
    return claims().required("allowances");
  }

  /** Whether somebody is in it. */
  public boolean names(String of, String name) {
    JsonNode list = claims();
    String who = who(list, of, name);
    return list.required("allowances").findValuesAsText("who").contains(who);
  }

  /** How a list names somebody. */
  static String who(JsonNode list, String of, String name) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      hash.update(Base64.getUrlDecoder().decode(list.required("salt").textValue()));
      byte[] digest = hash.digest((of + '\0' + name).getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
