package dev.signet.authority.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import java.util.Arrays;
import java.util.List;

/**
 * Holds the server to {@code openapi.yaml}: the status, the header fields and the body of each
 * answer must be declared there for the path and the method that were asked.
 */
public final class Contract {
  private static final ContractModel MODEL = ContractModel.load();
  private static final OpenApiInteractionValidator VALIDATOR =
      OpenApiInteractionValidator.createFor(MODEL.api()).build();

  private Contract() {}

  /** Fails unless the contract declares this answer to this method on this path. */
  public static void check(String method, String path, Answer answer) {
    assertThat(faults(method, path, answer)).as("%s %s: %s", method, path, answer).isEmpty();
  }

  /** Fails unless the contract declares such a request. */
  static void check(Request request) {
    assertThat(errors(VALIDATOR.validateRequest(request))).as("%s", request).isEmpty();
  }

  /** What the contract holds against an answer. */
  static List<String> faults(String method, String path, Answer answer) {
    SimpleResponse.Builder response = new SimpleResponse.Builder(answer.status());
    answer.headers().forEach(response::withHeader);
    if (!answer.body().isEmpty()) {
      response.withBody(answer.body());
    }
    return errors(
        VALIDATOR.validateResponse(MODEL.declared(path), method(method), response.build()));
  }

  private static List<String> errors(ValidationReport report) {
    return report.getMessages().stream()
        .filter(message -> message.getLevel() == Level.ERROR)
        .map(message -> message.getKey() + ": " + message.getMessage())
        .toList();
  }

  /** A method that OpenAPI cannot name is treated as one that no path takes. */
  private static Request.Method method(String name) {
    return Arrays.stream(Request.Method.values())
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElse(Request.Method.TRACE);
  }
}
