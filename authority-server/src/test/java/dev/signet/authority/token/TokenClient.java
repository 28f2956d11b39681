package dev.signet.authority.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.net.URLEncoder;
import java.util.Base64;

/**
 * Asks the token endpoint of a running authority; requests and answers are held to the contract.
 */
public final class TokenClient {
  /** The one grant type, with nothing else. */
  public static final String GRANT = "grant_type=client_credentials";

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final RestAssuredConfig AS_IT_IS =
      RestAssured.config()
          .encoderConfig(
              EncoderConfig.encoderConfig()
                  .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                  .encodeContentTypeAs(FORM, ContentType.TEXT));

  private final RunningAuthority authority;
  private final ContractFilter contract;

  private TokenClient(RunningAuthority authority, ContractFilter contract) {
    this.authority = authority;
    this.contract = contract;
  }

  /** A client that asks as the contract says. */
  public static TokenClient of(RunningAuthority authority) {
    return new TokenClient(authority, ContractFilter.both());
  }

  /** A client whose requests break the contract on purpose; the answers may not. */
  public static TokenClient careless(RunningAuthority authority) {
    return new TokenClient(authority, ContractFilter.answers());
  }

  /** Posts a form without an Authorization header. */
  public Answer post(String form) {
    return ContractFilter.answer(request().body(form).post(url()));
  }

  /** Posts a form with this Authorization header. */
  public Answer post(String authorization, String form) {
    return ContractFilter.answer(
        request().header("Authorization", authorization).body(form).post(url()));
  }

  /** Posts a form with HTTP Basic, both halves encoded as RFC 6749 §2.3.1 says. */
  public Answer basic(String name, String secret, String form) {
    return post(basicHeader(name, secret), form);
  }

  /** A request to which more may be added, for {@link #url}. */
  public RequestSpecification request() {
    return RestAssured.given().config(AS_IT_IS).filter(contract).contentType(FORM);
  }

  /** The address of the endpoint. */
  public String url() {
    return authority.url("/token");
  }

  /** The header of HTTP Basic, both halves form-urlencoded before base64. */
  public static String basicHeader(String name, String secret) {
    return rawBasicHeader(encode(name) + ':' + encode(secret));
  }

  /** The header of HTTP Basic for a pair as it is. */
  public static String rawBasicHeader(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  /** A value as it stands in a form. */
  public static String encode(String value) {
    return URLEncoder.encode(value, UTF_8);
  }
}
