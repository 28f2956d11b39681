package dev.signet.authority.introspection;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.token.TokenClient;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;

/**
 * A provider that asks an authority about tokens.
 *
 * @param authority the authority
 * @param name its client_id
 * @param secret its client_secret
 */
record IntrospectionClient(RunningAuthority authority, String name, String secret) {
  static final String JWT = "application/token-introspection+jwt";

  /** Adds a provider of these audiences, which has no right to tokens itself. */
  static IntrospectionClient add(RunningAuthority authority, String name, String... audiences) {
    NewConsumer provider = new NewConsumer(name, TokenRights.none(), List.of(audiences), Map.of());
    return new IntrospectionClient(authority, name, authority.addApplication(provider));
  }

  IntrospectionClient withSecret(String another) {
    return new IntrospectionClient(authority, name, another);
  }

  /** A request without credentials. */
  static RequestSpecification anonymous(RunningAuthority authority) {
    return TokenClient.careless(authority).request();
  }

  RequestSpecification request() {
    return anonymous(authority).header("Authorization", TokenClient.basicHeader(name, secret));
  }

  Answer send(RequestSpecification request) {
    return ContractFilter.answer(request.post(authority.url("/introspect")));
  }

  /** The answer in JSON. */
  Answer ask(String token) {
    return send(
        TokenClient.of(authority)
            .request()
            .header("Authorization", TokenClient.basicHeader(name, secret))
            .body("token=" + TokenClient.encode(token)));
  }

  /** The answer as a JWT. */
  Answer askForJwt(String token) {
    return send(request().accept(JWT).body("token=" + TokenClient.encode(token)));
  }

  boolean isActive(String token) {
    Answer answer = ask(token);
    if (answer.status() != 200) {
      throw new AssertionError(answer);
    }
    return answer.json().required("active").asBoolean();
  }
}
