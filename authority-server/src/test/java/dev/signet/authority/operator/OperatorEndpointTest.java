package dev.signet.authority.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.token.TokenClient;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorEndpointTest {
  private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");

  private final RunningAuthority authority = new RunningAuthority().start();
  private final OperatorClient ops = OperatorClient.add(authority, "ops", "revocations");
  private final String secret = authority.addApplication("billing");

  @AfterEach
  void stop() {
    authority.close();
  }

  private JsonNode issue() {
    return TokenClient.of(authority).basic("billing", secret, TokenClient.GRANT).json();
  }

  /** The number of the last change that is published. */
  private String published() {
    String list = RestAssured.get(authority.url("/revocations")).asString();
    byte[] claims = Base64.getUrlDecoder().decode(list.split("\\.", -1)[1]);
    return SEQ.matcher(new String(claims, UTF_8)).results().findFirst().orElseThrow().group(1);
  }

  @Nested
  class Adding {
    @Test
    void takesATokenBackAndPublishesItBeforeItAnswers() {
      String token = issue().path("access_token").asText();

      Answer answer = ops.add("{\"token\":\"" + token + "\",\"reason\":\"leaked\"}");

      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.json().path("id").intValue()).isEqualTo(1);
      assertThat(answer.json().path("reason").asText()).isEqualTo("leaked");
      assertThat(answer.json().path("effective_within").intValue()).isEqualTo(18);
      assertThat(published()).isEqualTo("1");
    }

    @Test
    void takesATokenBackByItsIdentifierOnce() {
      String token = issue().path("access_token").asText();
      String jti =
          ops.add("{\"token\":\"" + token + "\",\"reason\":\"x\"}").json().path("jti").asText();

      Answer again = ops.add("{\"jti\":\"" + jti + "\",\"reason\":\"again\"}");

      assertThat(again.json().path("id").intValue()).isEqualTo(1);
      assertThat(again.json().path("reason").asText()).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "\"sub\":\"alice\" | tokens of holder alice issued before",
          "\"client_id\":\"billing\" | tokens of client billing issued before",
          "\"kid\":\"k1\" | tokens of key k1 issued before",
          "\"aud\":\"orders\" | tokens for orders issued before",
          "\"sub\":\"alice\",\"aud\":\"orders\" | tokens of holder alice for orders issued before",
        })
    void takesBackWhatWasIssuedUntilNow(String selectors, String words) {
      Answer answer = ops.add("{" + selectors + ",\"reason\":\"leaked\"}");

      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.json().path("tokens").asText()).isEqualTo(words + " 2026-11-22T10:00:01Z");
      assertThat(answer.json().path("issued_before").asText()).isEqualTo("2026-11-22T10:00:01Z");
    }

    @Test
    void takesEverythingBackThatWasIssuedBeforeATime() {
      Answer answer =
          ops.add(
              "{\"everything\":true,\"issued_before\":\"2026-11-22T09:00:00Z\",\"reason\":\"x\"}");

      assertThat(answer.json().path("tokens").asText())
          .isEqualTo("tokens issued before 2026-11-22T09:00:00Z");
      assertThat(ops.get("").status()).as("the operator's own token is younger").isEqualTo(200);
    }

    @Test
    void takesTheEndOfThisSecondAndNothingLater() {
      String at = "{\"sub\":\"a\",\"reason\":\"x\",\"issued_before\":\"2026-11-22T10:00:0%sZ\"}";

      assertThat(ops.add(at.replace("%s", "1")).status()).isEqualTo(201);
      Answer ahead = ops.add(at.replace("%s", "2"));

      assertThat(ahead.status()).isEqualTo(400);
      assertThat(ahead.json().path("error_description").asText())
          .startsWith("The member issued_before is ahead");
    }
  }

  @Nested
  class Listing {
    @Test
    void listsWhatIsInForceInPages() {
      for (String holder : List.of("a", "b", "c")) {
        ops.add("{\"sub\":\"" + holder + "\",\"reason\":\"x\"}");
      }
      ops.delete("2");

      JsonNode first = ops.get("?limit=1").json();
      JsonNode second = ops.get("?limit=2&after=" + first.path("next").asText()).json();

      assertThat(first.path("revocations")).hasSize(1);
      assertThat(first.path("revocations").path(0).path("sub").asText()).isEqualTo("a");
      assertThat(second.path("revocations")).hasSize(1);
      assertThat(second.path("revocations").path(0).path("sub").asText()).isEqualTo("c");
      assertThat(second.has("next")).isFalse();
    }
  }

  @Nested
  class Removing {
    @Test
    void givesTokensBackAndPublishesIt() {
      ops.add("{\"sub\":\"alice\",\"reason\":\"x\"}");

      Answer answer = ops.delete("1");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().path("sub").asText()).isEqualTo("alice");
      assertThat(published()).isEqualTo("2");
      assertThat(ops.delete("1").status()).isEqualTo(404);
    }
  }

  @Nested
  class WhoMay {
    @Test
    void challengesWithoutAnErrorWhenNoTokenIsSent() {
      Answer answer = send(RestAssured.given());

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("www-authenticate"))
          .isEqualTo("Bearer realm=\"" + RunningAuthority.ISSUER + "\"");
    }

    @Test
    void refusesATokenForAnotherAudience() {
      String foreign = issue().path("access_token").asText();

      Answer answer = send(bearer(foreign));

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.error()).isEqualTo("invalid_token");
      assertThat(answer.header("www-authenticate")).endsWith(", error=\"invalid_token\"");
    }

    @Test
    void refusesATokenWithoutTheScope() {
      Answer answer = send(bearer(OperatorClient.add(authority, "reader", "read").token()));

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.error()).isEqualTo("insufficient_scope");
      assertThat(answer.header("www-authenticate"))
          .endsWith(", error=\"insufficient_scope\", scope=\"revocations\"");
    }

    @Test
    void refusesTwoTokensAndOneInTheAddress() {
      Answer two = send(bearer(ops.token()).header("Authorization", "Bearer " + ops.token()));
      Answer inTheAddress = send(RestAssured.given().queryParam("access_token", ops.token()));

      assertThat(two.status()).isEqualTo(400);
      assertThat(two.error()).isEqualTo("invalid_request");
      assertThat(inTheAddress.status()).isEqualTo(400);
    }

    @Test
    void refusesAnExpiredToken() {
      authority.advance(Duration.ofMinutes(15).plusSeconds(9));
      assertThat(ops.get("").status()).isEqualTo(200);

      authority.advance(Duration.ofSeconds(1));

      assertThat(ops.get("").status()).isEqualTo(401);
    }

    @Test
    void refusesATokenFromTheMomentItIsRevoked() {
      OperatorClient stolen = OperatorClient.add(authority, "stolen", "revocations");
      assertThat(stolen.get("").status()).isEqualTo(200);

      ops.add("{\"token\":\"" + stolen.token() + "\",\"reason\":\"stolen\"}");

      assertThat(stolen.get("").status()).isEqualTo(401);
      assertThat(stolen.delete("1").status()).isEqualTo(401);
      assertThat(ops.delete("1").status()).isEqualTo(200);
      assertThat(stolen.get("").status()).isEqualTo(200);
    }

    @Test
    void refusesEvenItsOwnTokenOnceEverythingIsRevoked() {
      ops.add("{\"everything\":true,\"reason\":\"break-in\"}");

      assertThat(ops.get("").status()).isEqualTo(401);
      assertThat(ops.acquire().get("").status()).isEqualTo(200);
    }

    @Test
    void takesATokenOfAKeyThatBeganToSign() {
      authority.activateAKey();

      assertThat(ops.acquire().get("").status()).isEqualTo(200);
    }

    @Test
    void challengesOnEachRoute() {
      List<Answer> answers = new ArrayList<>();
      RequestSpecification nobody = RestAssured.given().filter(ContractFilter.answers());
      answers.add(ContractFilter.answer(nobody.get(authority.url(OperatorClient.PATH))));
      answers.add(ContractFilter.answer(nobody.post(authority.url(OperatorClient.PATH))));
      answers.add(ContractFilter.answer(nobody.delete(authority.url(OperatorClient.PATH + "/1"))));

      assertThat(answers).allMatch(answer -> answer.status() == 401);
    }

    private RequestSpecification bearer(String token) {
      return RestAssured.given().header("Authorization", "Bearer " + token);
    }
  }

  private Answer send(RequestSpecification request) {
    return ContractFilter.answer(
        request.filter(ContractFilter.answers()).post(authority.url(OperatorClient.PATH)));
  }
}
