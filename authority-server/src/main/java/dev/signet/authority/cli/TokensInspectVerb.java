package dev.signet.authority.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.signet.authority.AuthorityConfig;
import dev.signet.authority.http.Json;
import dev.signet.authority.keys.KeyFiles;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import java.io.IOException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tokens inspect}: what a token says, and what a provider would answer to it. */
@Command(
    name = "inspect",
    description = {
      "Shows what a token says and what a provider would answer to it, by the keys of this"
          + " authority. Exit code 1 if it would be refused."
    })
final class TokensInspectVerb extends Verb {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** In ASCII: what a stranger put in a token must not steer the terminal. */
  private static final ObjectWriter SHOWN =
      MAPPER.writerWithDefaultPrettyPrinter().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  @Parameters(
      paramLabel = "TOKEN",
      arity = "0..1",
      description = "the token; without it, the first line of standard input")
  private @Nullable String argument;

  @Option(
      names = "--audience",
      paramLabel = "NAME",
      description = "the provider that asks; default: the token's own audience")
  private @Nullable String audience;

  TokensInspectVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    String token = argument == null ? terminal().readLine().strip() : argument;
    String[] parts = token.split("\\.", -1);
    JsonNode header = decode(parts[0]);
    JsonNode claims = decode(parts.length > 1 ? parts[1] : "");
    Verdict verdict = judge(token, audienceOf(claims));
    print(header, claims, verdict);
    return verdict instanceof Verdict.Accepted ? OK : FAILED;
  }

  private Verdict judge(String token, String tokenAudience) {
    AuthorityConfig config = config();
    Clock clock = terminal().clock();
    try (TokenValidator validator =
        TokenValidator.forAuthority(config.issuer(), tokenAudience)
            .keys(new KeyFiles(config.keys(), clock).existingJwkSet())
            .clock(clock)
            .build()) {
      return validator.checkToken(token);
    }
  }

  private String audienceOf(JsonNode claims) {
    if (audience != null) {
      return audience;
    }
    JsonNode aud = claims.path("aud");
    String own = aud.isArray() ? aud.path(0).asText("") : aud.asText("");
    return own.isBlank() ? "unknown" : own;
  }

  /** For show only: nothing here is believed, the verdict is the validator's. */
  private static JsonNode decode(String part) {
    try {
      return MAPPER.readTree(new String(Base64.getUrlDecoder().decode(part), UTF_8));
    } catch (IllegalArgumentException | IOException e) {
      return MAPPER.createObjectNode();
    }
  }

  private void print(JsonNode header, JsonNode claims, Verdict verdict) {
    Map<String, Object> answer = Json.object("verdict", name(verdict));
    if (verdict instanceof Verdict.Refused refused) {
      answer.put("reason", refused.reason().code());
      refused.claim().ifPresent(claim -> answer.put("claim", claim));
    }
    if (json()) {
      answer.put("header", header);
      answer.put("claims", claims);
      terminal().json(answer);
    } else {
      terminal().out().println("header:  " + shown(header));
      terminal().out().println("claims:  " + shown(claims));
      answer.forEach((name, value) -> terminal().out().println(name + ": " + value));
    }
  }

  private static String shown(JsonNode node) {
    try {
      return SHOWN.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read can be written", e);
    }
  }

  private static String name(Verdict verdict) {
    if (verdict instanceof Verdict.Accepted) {
      return "accepted";
    }
    return verdict instanceof Verdict.Refused ? "refused" : "unavailable";
  }
}
