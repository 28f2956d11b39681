package dev.signet.authority.session;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.token.TokenClient;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** A browser with a page of a running authority's own origin; answers are held to the contract. */
public record SessionClient(RunningAuthority authority, Map<String, String> fields) {
  static final String PREFIX = "__Host-signet-session=";
  static final String USER = "jane";
  static final String PASSWORD = "open sesame, please";

  /** A browser of this authority. */
  public static SessionClient of(RunningAuthority authority) {
    return new SessionClient(authority, Map.of());
  }

  /** The same, with these header fields in each request. */
  SessionClient with(Map<String, String> more) {
    return new SessionClient(authority, more);
  }

  /** Signs the user in, with this Cookie field, if it is not empty. */
  Answer signIn(String cookie) {
    return signIn(cookie, USER, PASSWORD);
  }

  /** Signs somebody in. */
  public Answer signIn(String cookie, String name, String secret) {
    return ContractFilter.answer(
        request(cookie)
            .header("Authorization", TokenClient.basicHeader(name, secret))
            .body("")
            .post(authority.url("/session")));
  }

  /** Signs the user in; the pair of the new cookie. */
  String cookie() {
    return pair(signIn(""));
  }

  /** The pair of the cookie that an answer sets. */
  public static String pair(Answer answer) {
    return answer.header("set-cookie").split(";", 2)[0];
  }

  /** Asks for a token by a cookie. */
  public Answer token(String cookie) {
    return ContractFilter.answer(
        request(cookie).body(TokenClient.GRANT).post(authority.url("/token")));
  }

  Answer tokenWithPassword(String cookie) {
    return ContractFilter.answer(
        request(cookie)
            .header("Authorization", TokenClient.basicHeader(USER, PASSWORD))
            .body(TokenClient.GRANT)
            .post(authority.url("/token")));
  }

  /** Ends a session. */
  public Answer signOut(String cookie) {
    return ContractFilter.answer(request(cookie).delete(authority.url("/session")));
  }

  RequestSpecification request(String cookie) {
    RequestSpecification request = TokenClient.careless(authority).request().headers(fields);
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }
}
