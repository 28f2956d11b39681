package dev.signet.authority.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.Holder;
import dev.signet.validator.Token;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IntrospectionTest {
  private static final Map<String, Object> CLAIMS =
      Map.of(
          "iss",
          "https://auth.example.org",
          "aud",
          List.of("orders", "stock"),
          "sub",
          "ada",
          "client_id",
          "shop",
          "jti",
          "1",
          "iat",
          1_000L,
          "exp",
          1_900L,
          "roles",
          List.of("clerk"));

  private static Token token(Holder.Type type, Map<String, Object> more) {
    Map<String, Object> claims = new HashMap<>(CLAIMS);
    claims.putAll(more);
    return new Token(
        "https://auth.example.org",
        Set.of("orders", "stock"),
        "shop",
        "1",
        Instant.ofEpochSecond(1_000),
        Instant.ofEpochSecond(1_900),
        Set.of(),
        new Holder("ada", type, Map.of()),
        claims);
  }

  private static Map<String, Object> expected(Map<String, Object> more) {
    Map<String, Object> members = new HashMap<>(CLAIMS);
    members.remove("roles");
    members.put("active", true);
    members.put("token_type", "Bearer");
    members.putAll(more);
    return members;
  }

  @Test
  @DisplayName("C.10.3 nothing is said but the members of an answer, as in the token")
  void saysWhatTheTokenSays() {
    Token token = token(Holder.Type.APPLICATION, Map.of());

    assertThat(Introspection.of(token, List.of("orders"))).isEqualTo(expected(Map.of()));
  }

  @Test
  @DisplayName("C.10.3, C.13.6 cnf and act are as in the token")
  void saysWhatTheTokenIsBoundToAndWhoActs() {
    Map<String, Object> more =
        Map.of(
            "cnf", Map.of("x5t#S256", "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2"),
            "act", Map.of("sub", "shop", "act", Map.of("sub", "front")),
            "scope", "read write");

    assertThat(Introspection.of(token(Holder.Type.APPLICATION, more), List.of("stock")))
        .isEqualTo(expected(more));
  }

  @Test
  void saysHowManyCallsTheTokenAllows() {
    Map<String, Object> more =
        Map.of("quota", Map.of("of", "sub", "limit", 600, "window", 60, "live", true));

    assertThat(Introspection.of(token(Holder.Type.APPLICATION, more), List.of("orders")))
        .isEqualTo(expected(more));
  }

  @Test
  void namesAUserAsTheTokenDoes() {
    Map<String, Object> preferred = Map.of("preferred_username", "countess");

    assertThat(Introspection.of(token(Holder.Type.USER, Map.of()), List.of("orders")))
        .isEqualTo(expected(Map.of("username", "ada")));
    assertThat(Introspection.of(token(Holder.Type.USER, preferred), List.of("orders")))
        .isEqualTo(expected(Map.of("username", "countess")));
  }

  @Test
  @DisplayName("C.10.2 of a token for others nothing is said")
  void saysNothingOfATokenForOthers() {
    Token token = token(Holder.Type.USER, Map.of("scope", "read"));

    assertThat(Introspection.of(token, List.of("order", "orders2", "ORDERS")))
        .isEqualTo(Map.of("active", false));
  }
}
