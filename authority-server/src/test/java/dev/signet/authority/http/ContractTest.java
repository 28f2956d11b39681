package dev.signet.authority.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Proves that the check of answers against the contract can fail. */
class ContractTest {
  private static final String TOKEN =
      "{\"access_token\":\"a.b.c\",\"token_type\":\"Bearer\",\"expires_in\":900}";

  @Test
  void passesADeclaredAnswer() {
    assertThat(token(200, TOKEN)).isEmpty();
  }

  @Test
  void findsAnUndeclaredStatus() {
    assertThat(token(418, TOKEN)).anyMatch(fault -> fault.contains("status.unknown"));
  }

  @Test
  void findsABodyThatBreaksTheSchema() {
    assertThat(token(200, TOKEN.replace("900", "\"900\""))).anyMatch(f -> f.contains("schema"));
    assertThat(token(200, TOKEN.replace("expires_in", "expires"))).isNotEmpty();
    assertThat(token(400, "{\"error\":\"say \\\"please\\\"\",\"error_description\":\"x\"}"))
        .isNotEmpty();
  }

  @Test
  void findsAMissingBody() {
    assertThat(token(200, "")).anyMatch(fault -> fault.contains("body.missing"));
  }

  @Test
  void findsAnUndeclaredContentType() {
    Map<String, List<String>> headers = headers();
    headers.put("content-type", List.of("text/html"));

    assertThat(Contract.faults("POST", "/token", new Answer(200, headers, TOKEN)))
        .anyMatch(fault -> fault.contains("contentType"));
  }

  @Test
  void findsAMissingAndAWrongHeader() {
    Map<String, List<String>> without = headers();
    without.remove("cache-control");
    Map<String, List<String>> wrong = headers();
    wrong.put("cache-control", List.of("public"));

    assertThat(Contract.faults("POST", "/token", new Answer(200, without, TOKEN)))
        .anyMatch(fault -> fault.contains("header.missing"));
    assertThat(Contract.faults("POST", "/token", new Answer(200, wrong, TOKEN))).isNotEmpty();
  }

  @Test
  void findsASuccessOfAMethodOrAPathThatIsNotThere() {
    assertThat(Contract.faults("DELETE", "/token", new Answer(200, headers(), TOKEN))).isNotEmpty();
    assertThat(Contract.faults("POST", "/admin", new Answer(200, headers(), TOKEN))).isNotEmpty();
  }

  /**
   * The form of events is held to by who reads them: bodies that are not JSON are not looked at.
   */
  @Test
  void findsAnEventStreamThatIsStored() {
    Map<String, List<String>> headers = headers();
    headers.put("content-type", List.of("text/event-stream"));
    headers.put("access-control-allow-origin", List.of("*"));
    headers.put("x-accel-buffering", List.of("no"));
    Answer events = new Answer(200, headers, "id: 1\nevent: delta\ndata: a.b.c\n\n");

    assertThat(Contract.faults("GET", "/revocations/stream", events)).isEmpty();
    headers.put("cache-control", List.of("public, max-age=1"));
    assertThat(Contract.faults("GET", "/revocations/stream", events)).isNotEmpty();
  }

  private static List<String> token(int status, String body) {
    return Contract.faults("POST", "/token", new Answer(status, headers(), body));
  }

  private static Map<String, List<String>> headers() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("content-type", List.of("application/json"));
    headers.put("cache-control", List.of("no-store"));
    headers.put("x-request-id", List.of("1"));
    return headers;
  }
}
