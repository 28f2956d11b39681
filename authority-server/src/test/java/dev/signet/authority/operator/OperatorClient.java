package dev.signet.authority.operator;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.token.TokenClient;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An operator: an application with tokens for the authority itself. */
public final class OperatorClient {
  /** The one path. */
  public static final String PATH = "/operator/revocations";

  private final RunningAuthority authority;
  private final String name;
  private final String secret;
  private String token = "";

  /** An operator who has no token yet. */
  public static OperatorClient of(RunningAuthority authority, String name, String secret) {
    return new OperatorClient(authority, name, secret);
  }

  private OperatorClient(RunningAuthority authority, String name, String secret) {
    this.authority = authority;
    this.name = name;
    this.secret = secret;
  }

  /** Adds an application with these scopes, and acquires a token for it. */
  public static OperatorClient add(RunningAuthority authority, String name, String... scopes) {
    TokenRights rights =
        new TokenRights(List.of(authority.issuer()), Set.of(scopes), Optional.empty());
    String secret = authority.addApplication(new NewConsumer(name, rights, Map.of()));
    OperatorClient client = new OperatorClient(authority, name, secret);
    return client.acquire();
  }

  /** Acquires a new token. */
  public OperatorClient acquire() {
    token =
        TokenClient.of(authority)
            .basic(name, secret, TokenClient.GRANT)
            .json()
            .required("access_token")
            .asText();
    return this;
  }

  /** The token that it sends. */
  public String token() {
    return token;
  }

  /** Takes tokens back, by a body that the contract allows. */
  public Answer add(String json) {
    return post(ContractFilter.both(), json);
  }

  /** Sends any body. */
  Answer addCarelessly(String json) {
    return post(ContractFilter.answers(), json);
  }

  private Answer post(ContractFilter contract, String json) {
    return ContractFilter.answer(
        request(contract).contentType("application/json").body(json).post(authority.url(PATH)));
  }

  /** Reads something below the path. */
  public Answer get(String rest) {
    return ContractFilter.answer(request(ContractFilter.answers()).get(authority.url(PATH + rest)));
  }

  /** Reverses a revocation. */
  public Answer delete(String id) {
    return ContractFilter.answer(
        request(ContractFilter.answers()).delete(authority.url(PATH + "/" + id)));
  }

  private RequestSpecification request(ContractFilter contract) {
    return RestAssured.given().filter(contract).header("Authorization", "Bearer " + token);
  }
}
