package dev.signet.authority.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.http.Answer;
import dev.signet.authority.storage.TokenRights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources that stand for an audience (RFC 8707), and what each audience gets to know. */
class AudienceSettingsTest {
  @RegisterExtension
  static final RunningAuthority AUTHORITY =
      new RunningAuthority()
          .configured(
              """
              profile: development
              audiences:
                stock:
                  resources: [https://stock.example.org/api, urn:example:stock]
                  claims: [roles]
                post:
                  claims: [email, roles]
                depot:
                  resources: [https://depot.example.org]
              """);

  private static final String URI_AUDIENCE = "https://plain.example.org";
  private static String secret = "";
  private static String narrow = "";

  @BeforeAll
  static void addConsumers() {
    List<String> all = List.of("orders", "stock", "post", "depot", URI_AUDIENCE);
    secret = add("billing", all, Set.of());
    narrow = add("narrow", List.of("stock"), Set.of("read", "write"));
  }

  private static String add(String name, List<String> audiences, Set<String> scopes) {
    Map<String, Object> details =
        Map.of("name", "Billing", "email", "billing@example.org", "roles", List.of("clerk"));
    return AUTHORITY.addApplication(
        new NewConsumer(
            name, new TokenRights(audiences, scopes, Optional.empty()), List.of(), details));
  }

  private static Answer ask(String more) {
    return TokenClient.careless(AUTHORITY).basic("billing", secret, TokenClient.GRANT + more);
  }

  private static Answer askNarrow(String more) {
    return TokenClient.careless(AUTHORITY).basic("narrow", narrow, TokenClient.GRANT + more);
  }

  private static JsonNode claims(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return DecodedToken.of(answer.json().required("access_token").asText()).claims();
  }

  @Nested
  class Resources {
    @ParameterizedTest
    @ValueSource(strings = {"https://stock.example.org/api", "urn:example:stock"})
    @DisplayName("C.15.3 a resource stands for the audience that claims it")
    void standForTheirAudience(String resource) {
      assertThat(claims(ask("&resource=" + resource)).required("aud").asText()).isEqualTo("stock");
    }

    @Test
    @DisplayName("C.15.3 a resource that no audience claims stands for itself")
    void standForThemselvesElse() {
      assertThat(claims(ask("&resource=" + URI_AUDIENCE)).required("aud").asText())
          .isEqualTo(URI_AUDIENCE);
    }

    @Test
    @DisplayName("C.15.1 resource is repeatable, also beside audience; one audience is named once")
    void canBeRepeated() {
      String both = "&resource=urn:example:stock&resource=https://depot.example.org";

      assertThat(claims(ask(both)).required("aud").toString()).isEqualTo("[\"stock\",\"depot\"]");
      assertThat(claims(ask("&resource=urn:example:stock&audience=stock")).required("aud").asText())
          .isEqualTo("stock");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "stock", // no absolute URI, though the name of an audience
          "urn:example:stock%23api", // a fragment
          "urn:example:stock%23", // an empty one
          "//stock.example.org/api",
          "http://[",
        })
    @DisplayName("C.15.1, C.15.2 what is no absolute URI without a fragment is invalid_target")
    void areAbsoluteWithoutAFragment(String resource) {
      assertInvalidTarget(ask("&resource=" + resource));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://stock.example.org",
          "https://stock.example.org/api/",
          "urn:example:STOCK"
        })
    @DisplayName("C.15.2 an unknown resource is invalid_target, however like a known one")
    void areComparedLetterByLetter(String resource) {
      assertInvalidTarget(ask("&resource=" + resource));
    }

    @Test
    @DisplayName("C.15.2 a resource of an audience that is not for this client is invalid_target")
    void areWithinTheRights() {
      assertInvalidTarget(askNarrow("&resource=https://depot.example.org"));
      assertInvalidTarget(
          askNarrow("&scope=read&resource=urn:example:stock&resource=https://depot.example.org"));
    }

    @Test
    @DisplayName("C.15.2 the URI of a resource is no name of an audience")
    void areNoAudiences() {
      assertInvalidTarget(ask("&audience=urn:example:stock"));
    }

    @Test
    @DisplayName("C.15.4 less than granted may be asked for, more may not")
    void canBeNarrowedNotWidened() {
      String stock = "&resource=urn:example:stock";

      assertThat(claims(askNarrow(stock + "&scope=read")).required("scope").asText())
          .isEqualTo("read");
      assertThat(askNarrow(stock + "&scope=read+delete").error()).isEqualTo("invalid_scope");
      assertThat(claims(ask(stock)).required("aud").asText()).isEqualTo("stock");
    }

    private static void assertInvalidTarget(Answer answer) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("invalid_target");
    }
  }

  @Nested
  class Details {
    @Test
    void allGoToAnAudienceOfWhichNothingIsSaid() {
      assertThat(names("&audience=orders")).contains("name", "email", "roles");
    }

    @Test
    void onlyThoseThatItNeedsGoToAnother() {
      assertThat(names("&audience=stock")).contains("roles").doesNotContain("name", "email");
      assertThat(names("&audience=post")).contains("roles", "email").doesNotContain("name");
    }

    @Test
    void thoseThatEachNeedsGoToSeveral() {
      assertThat(names("&audience=stock&audience=post"))
          .contains("roles")
          .doesNotContain("name", "email");
      assertThat(names("&audience=orders&audience=post"))
          .contains("roles", "email")
          .doesNotContain("name");
    }

    @Test
    void neverHoldBackWhatATokenNeeds() {
      assertThat(names("&audience=stock"))
          .contains("iss", "sub", "aud", "client_id", "iat", "exp", "jti", "holder_type");
    }

    private static List<String> names(String more) {
      JsonNode claims = claims(ask(more));
      return claims.propertyStream().map(Map.Entry::getKey).toList();
    }
  }
}
