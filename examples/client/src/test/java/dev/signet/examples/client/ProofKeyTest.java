package dev.signet.examples.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a proof says; whether it is good is for an authority to judge. */
class ProofKeyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final URI PAGE = URI.create("https://api.example.org:8443/a%20b?c=d#e");

  private final ProofKey key = ProofKey.generate(Clock.fixed(NOW, ZoneOffset.UTC));

  private static JsonNode part(String jwt, int index) {
    try {
      byte[] json = Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[index]);
      return new JsonMapper().readTree(new String(json, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void namesTheRequestAndTheToken() {
    // RFC 9449 §7.1: the example token and its hash.
    String token = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
    JsonNode claims = part(key.proof("GET", PAGE, token, "n"), 1);

    assertThat(claims.required("htm").asText()).isEqualTo("GET");
    assertThat(claims.required("htu").asText()).isEqualTo("https://api.example.org:8443/a%20b");
    assertThat(claims.required("iat").asLong()).isEqualTo(NOW.getEpochSecond());
    assertThat(claims.required("ath").asText())
        .isEqualTo("fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
    assertThat(claims.required("nonce").asText()).isEqualTo("n");
  }

  @Test
  void saysNothingOfTokensAndNoncesThatThereAreNot() {
    JsonNode claims = part(key.proof("POST", PAGE, "", ""), 1);

    assertThat(claims.has("ath")).isFalse();
    assertThat(claims.has("nonce")).isFalse();
  }

  @Test
  void carriesThePublicHalfOfTheKeyAndNothingMore() {
    for (int i = 0; i < 50; i++) {
      ProofKey another = ProofKey.generate(Clock.fixed(NOW, ZoneOffset.UTC));
      JsonNode header = part(another.proof("GET", PAGE, "", ""), 0);

      assertThat(header.required("typ").asText()).isEqualTo("dpop+jwt");
      assertThat(header.required("jwk").properties())
          .extracting(Map.Entry::getKey)
          .containsExactlyInAnyOrder("kty", "crv", "x", "y");
      assertThat(header.required("jwk").required("x").asText()).hasSize(43);
      assertThat(header.required("jwk").required("y").asText()).hasSize(43);
    }
  }

  @Test
  void isAnotherEachTime() {
    Set<String> ids =
        Stream.generate(() -> part(key.proof("GET", PAGE, "", ""), 1).required("jti").asText())
            .limit(100)
            .collect(Collectors.toSet());

    assertThat(ids).hasSize(100);
  }
}
