package dev.signet.authority;

import static dev.signet.authority.directory.ldap.LdapTestServer.GROUPS;
import static dev.signet.authority.directory.ldap.LdapTestServer.PEOPLE;
import static dev.signet.authority.directory.ldap.LdapTestServer.READER;
import static dev.signet.authority.directory.ldap.LdapTestServer.READER_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.directory.ldap.LdapTestServer;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.session.SessionClient;
import dev.signet.authority.token.DecodedToken;
import dev.signet.authority.token.TokenClient;
import dev.signet.validator.Holder;
import dev.signet.validator.Token;
import dev.signet.validator.Verdict;
import io.restassured.RestAssured;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody whom only a directory knows has a token; a provider reads the roles in it. */
@Timeout(120)
class LdapJourneyTest {
  private final LdapTestServer directory;
  private final RunningAuthority authority;

  LdapJourneyTest() throws Exception {
    directory = LdapTestServer.overTls();
    authority = authorityOver(directory);
  }

  private static RunningAuthority authorityOver(LdapTestServer directory) {
    return new RunningAuthority()
        .findable()
        .with("SIGNET_LDAP_BIND_PASSWORD", READER_PASSWORD)
        .configured(
            String.format(
                Locale.ROOT,
                """
                    profile: development
                    sessions:
                      enabled: true
                    ldap:
                      url: ldaps://localhost:%d
                      rootCertificateFile: %s
                      bindDn: %s
                      userBase: %s
                      groupBase: %s
                      groups:
                        Domain Admins: {roles: admin reader}
                      audiences: [%s]
                      scopes: [read, write]
                    """,
                directory.port(),
                directory.roots(),
                READER,
                PEOPLE,
                GROUPS,
                RunningAuthority.AUDIENCE));
  }

  @BeforeEach
  void start() {
    authority.start();
  }

  @AfterEach
  void stop() {
    authority.close();
    directory.close();
  }

  @Test
  void aUserOfADirectoryHasATokenWithTheRolesOfItsGroups() throws Exception {
    Answer answer = token("jane", "jane's password");

    assertThat(answer.status()).isEqualTo(200);
    try (Follower provider = Follower.of(authority, settings -> settings)) {
      Verdict verdict =
          provider.validator().checkToken(answer.json().required("access_token").asText());
      assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
      Token token = ((Verdict.Accepted) verdict).token();
      assertThat(token.holder().subject()).isEqualTo("jane");
      assertThat(token.holder().type()).isEqualTo(Holder.Type.USER);
      assertThat(token.holder().roles()).containsExactlyInAnyOrder("admin", "reader");
      assertThat(token.holder().email()).contains("jane@example.org");
      assertThat(token.holder().emailVerified()).isFalse();
      assertThat(token.hasScope("write")).isTrue();
    }
  }

  @Test
  void aUserOfADirectoryHasTokensByASessionUntilItSignsOut() throws Exception {
    SessionClient browser = SessionClient.of(authority);
    Answer signedIn = browser.signIn("", "jane", "jane's password");
    assertThat(signedIn.status()).isEqualTo(201);
    String cookie = SessionClient.pair(signedIn);

    Answer answer = browser.token(cookie);
    assertThat(answer.status()).isEqualTo(200);
    JsonNode claims = DecodedToken.of(answer.json().required("access_token").asText()).claims();
    assertThat(claims.required("sub").asText()).isEqualTo("jane");
    assertThat(claims.required("roles")).extracting(JsonNode::asText).contains("admin", "reader");

    directory.stop();
    assertThat(browser.token(cookie).status()).isEqualTo(503);
    directory.restart();
    assertThat(browser.token(cookie).status()).isEqualTo(200);

    assertThat(browser.signOut(cookie).status()).isEqualTo(204);
    assertThat(browser.token(cookie).status()).isEqualTo(401);
  }

  @Test
  void aWrongPasswordAndAnUnknownNameHaveOneAnswer() {
    // C.1.13.
    Answer wrong = token("jane", "wrong");
    Answer unknown = token("nobody", "wrong");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo(unknown.body());
  }

  @Test
  void aNameThatIsKnownHereIsNeverLookedForThere() throws Exception {
    // C.18.6: whoever can choose a name in the directory cannot be an application.
    directory.addPerson("batch");
    String secret = authority.addApplication("batch");
    assertThat(token("batch", "batch's password").status()).isEqualTo(401);
    assertThat(token("batch", secret).status()).isEqualTo(200);

    authority.authority().administration().disable("batch");
    assertThat(token("batch", "batch's password").status()).isEqualTo(401);
  }

  @Test
  void applicationsGoOnWhileTheDirectoryIsDown() throws Exception {
    String secret = authority.addApplication("batch");
    authority.addUser("local", "local password", Map.of());
    directory.stop();

    Answer refused = token("jane", "jane's password");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("retry-after")).isEqualTo("1");
    assertThat(token("batch", secret).status()).isEqualTo(200);
    assertThat(token("local", "local password").status()).isEqualTo(200);
    assertReadyAndThatTheDirectoryIs("down");

    directory.restart();
    assertThat(token("jane", "jane's password").status()).isEqualTo(200);
    assertReadyAndThatTheDirectoryIs("up");
  }

  private void assertReadyAndThatTheDirectoryIs(String state) {
    Answer ready =
        ContractFilter.answer(
            RestAssured.given().filter(ContractFilter.both()).get(authority.url("/health/ready")));
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.json().required("ldap").asText()).isEqualTo(state);
  }

  private Answer token(String name, String password) {
    return TokenClient.of(authority).basic(name, password, TokenClient.GRANT);
  }
}
