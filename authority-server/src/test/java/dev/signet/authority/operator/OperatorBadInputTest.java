package dev.signet.authority.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorBadInputTest {
  @RegisterExtension static final RunningAuthority AUTHORITY = new RunningAuthority();

  private static OperatorClient ops = OperatorClient.of(AUTHORITY, "ops", "");

  @BeforeAll
  static void addAnOperator() {
    ops = OperatorClient.add(AUTHORITY, "ops", "revocations");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | The member reason is missing",
        "{\"reason\":\"x\"} | Name one of: jti; token; any of sub",
        "{\"reason\":\"x\",\"jti\":\"a\",\"sub\":\"b\"} | Name one of: jti; token; any of sub",
        "{\"reason\":\"x\",\"jti\":\"a\",\"token\":\"b\"} | Name one of: jti; token; any of sub",
        "{\"reason\":\"x\",\"everything\":true,\"aud\":\"b\"} | Name one of: jti; token; any of",
        "{\"reason\":\"x\",\"everything\":false} | The member everything must be true or absent",
        "{\"reason\":\"x\",\"everything\":\"true\"} | The member everything must be true",
        "{\"reason\":\" \",\"sub\":\"a\"} | The member reason must be a text of 1 to 1024",
        "{\"reason\":\"a\\u0000b\",\"sub\":\"a\"} | The member reason must not have a NUL",
        "{\"reason\":\"x\",\"sub\":\"a\\ud800\"} | The member sub must not have a NUL",
        "{\"reason\":7,\"sub\":\"a\"} | The member reason must be a text of 1 to 1024",
        "{\"reason\":null,\"sub\":\"a\"} | The member reason must be a text of 1 to 1024",
        "{\"reason\":\"x\",\"sub\":[\"a\"]} | The member sub must be a text of 1 to 1024",
        "{\"reason\":\"x\",\"kid\":\"a b\"} | The member kid must be visible ASCII",
        "{\"reason\":\"x\",\"aud\":\"é\"} | The member aud must be visible ASCII",
        "{\"reason\":\"x\",\"jti\":\"a b\"} | The member jti must be visible ASCII",
        "{\"reason\":\"x\",\"jti\":\"unknown\"} | There is no such living token",
        "{\"reason\":\"x\",\"token\":\"garbage\"} | There is no such living token",
        "{\"reason\":\"x\",\"sub\":\"a\",\"issued_before\":\"today\"} | The member issued_before must",
        "{\"reason\":\"x\",\"sub\":\"a\",\"issued_before\":1} | The member issued_before must be",
        "{\"reason\":\"x\",\"jti\":\"a\",\"issued_before\":\"x\"} | The member issued_before does not",
        "{\"reason\":\"x\",\"holder\":\"a\"} | A member is not known; the members are jti, token",
        "{\"reason\":\"x\",\"sub\":\"a\",\"sub\":\"b\"} | The body is not one JSON object",
        "[] | The body is not one JSON object",
        "{\"reason\":\"x\",\"sub\":\"a\"} {} | The body is not one JSON object",
        "{\"reason\" | The body is not one JSON object",
      })
  void namesWhatIsWrong(String json, String description) {
    int before = AUTHORITY.authority().revocations().inForce().size();
    Answer answer = ops.addCarelessly(json);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("invalid_request");
    assertThat(answer.json().path("error_description").asText()).startsWith(description);
    assertThat(AUTHORITY.authority().revocations().inForce()).hasSize(before);
  }

  @Test
  void boundsTextsAndBodies() {
    String json = "{\"sub\":\"%s\",\"reason\":\"x\"}";

    assertThat(ops.add(json.replace("%s", "a".repeat(1_024))).status()).isEqualTo(201);
    assertThat(ops.addCarelessly(json.replace("%s", "a".repeat(1_025))).status()).isEqualTo(400);
    assertThat(ops.addCarelessly(json.replace("%s", "a".repeat(17_000))).status()).isEqualTo(413);
  }

  @Test
  void takesJsonAlone() {
    Answer answer =
        send(
            RestAssured.given()
                .header("Authorization", "Bearer " + ops.token())
                .contentType("text/plain")
                .body("{\"sub\":\"a\",\"reason\":\"x\"}"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error_description").asText())
        .isEqualTo("Send a JSON object as application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=0", "?limit=1001", "?limit=x", "?after=-1", "?after="})
  void refusesABadPage(String query) {
    Answer answer = ops.get(query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error_description").asText())
        .startsWith(query.substring(1).replaceAll("=.*", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "0", "-1", "x", "9999999999999999999"})
  void knowsNoOtherRevocation(String id) {
    Answer answer = ops.delete(id);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("error_description").asText())
        .isEqualTo("No revocation of this id is in force");
  }

  private Answer send(RequestSpecification request) {
    return ContractFilter.answer(
        request.filter(ContractFilter.answers()).post(AUTHORITY.url(OperatorClient.PATH)));
  }
}
