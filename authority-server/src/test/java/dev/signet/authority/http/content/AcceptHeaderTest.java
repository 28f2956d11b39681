package dev.signet.authority.http.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptHeaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"gzip", "GZIP", "*", "br, gzip;q=0.1", "gzip, identity;q=0.5", "*;q=0.5", "gzip,"})
  void allowsACodingThatIsWanted(String value) {
    assertThat(new AcceptHeader(List.of(value)).allows("gzip")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "identity",
        "br",
        "gzip;q=0",
        "*, gzip;q=0",
        "gzip;q=0.5, identity",
        "gzip;q=2",
        "gzipped",
        "*;q=0",
      })
  void allowsNoOtherCoding(String value) {
    assertThat(new AcceptHeader(List.of(value)).allows("gzip")).isFalse();
  }

  private static final String JWT = "application/token-introspection+jwt";

  private static boolean asksForJwt(String... values) {
    return new AcceptHeader(List.of(values)).names(JWT, "application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        JWT,
        "Application/Token-Introspection+JWT",
        JWT + ", application/json",
        JWT + ";q=0.001",
        JWT + " ; Q=0.9 , application/json;q=0.8, */*;q=0.1",
        JWT + ";q=0.5, */*;q=0.5",
        JWT + ";q=0.2, application/json;q=0.1, */*;q=0.9",
        JWT + ";q=0.2, application/*;q=0.1, */*;q=0.9",
        JWT + ", application/json;q=high",
        "text/html;q=" + JWT + "," + JWT,
      })
  void asksForTheJwtThatItNames(String value) {
    assertThat(asksForJwt(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "application/*",
        "application/json",
        "application/jwt",
        "text/html",
        JWT + ";q=0",
        JWT + ";q=0.000",
        JWT + ";q=0.5, application/json",
        JWT + ";q=0.5, application/json;q=0.6",
        JWT + ";q=0.4, application/*;q=0.5",
        JWT + ";q=0.4, */*",
        JWT + ";q=2",
        JWT + ";q=0.0001",
        JWT + ";q=",
        JWT + "x",
        ",;,;q=1,",
      })
  void asksForJsonOtherwise(String value) {
    assertThat(asksForJwt(value)).isFalse();
  }

  @Test
  void readsAllValuesAsOne() {
    assertThat(asksForJwt()).isFalse();
    assertThat(asksForJwt("application/json;q=0.1", JWT)).isTrue();
    assertThat(asksForJwt(JWT + ";q=0.1", "application/json")).isFalse();
  }

  @Test
  void readsAHeaderOfSeparatorsInNoTime() {
    assertThat(asksForJwt(";".repeat(8_192), ",".repeat(8_192), JWT)).isTrue();
  }
}
