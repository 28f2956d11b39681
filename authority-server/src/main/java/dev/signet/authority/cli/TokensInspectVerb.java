package dev.signet.authority.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.http.Json;
import dev.signet.validator.Algorithm;
import dev.signet.validator.Explanation;
import dev.signet.validator.Explanation.Check;
import dev.signet.validator.Reason;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tokens inspect}: what a token says, what a provider would answer to it, and why. */
@Command(
    name = "inspect",
    description = {
      "Shows what a token says, what a provider would answer to it by the keys of this authority,"
          + " and how each check ended.",
      "From the verdict on the text is safe to paste in a ticket; the claims above it may hold"
          + " personal details.",
      "A token that is bound to a key or a certificate is refused as a bearer token; then"
          + " \"with_its_key\" says what its holder is answered who proves to have it.",
      "Exit code 1 if the token would be refused, its holder too."
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
    Answer answer = judge(token, audienceOf(claims));
    print(header, claims, answer);
    return answer.holder() instanceof Verdict.Accepted ? OK : FAILED;
  }

  /**
   * What a provider answers to whoever shows the token, to its holder who has what it is bound to,
   * and why.
   */
  private record Answer(Verdict verdict, Verdict holder, Explanation explanation) {
    private boolean isBound() {
      return verdict instanceof Verdict.Refused refused
          && refused.reason() == Reason.BINDING_REQUIRED;
    }

    Map<String, Object> summary() {
      Map<String, Object> summary = Json.object("verdict", name(verdict));
      if (verdict instanceof Verdict.Refused refused) {
        summary.put("reason", refused.reason().code());
        refused.claim().ifPresent(claim -> summary.put("claim", claim));
      }
      if (isBound()) {
        boolean refused = holder instanceof Verdict.Refused;
        summary.put(
            "with_its_key", refused ? ((Verdict.Refused) holder).reason().code() : name(holder));
      }
      return summary;
    }
  }

  private Answer judge(String token, String askingAudience) {
    AuthorityConfig config = config();
    // One moment for all answers: they must not differ because a token expired in between.
    Clock now = Clock.fixed(terminal().clock().instant(), ZoneOffset.UTC);
    try (TokenValidator validator =
        TokenValidator.forAuthority(config.issuer(), askingAudience)
            .keys(KeyViewVerbs.kept(config, terminal()).jwkSet())
            .allowedAlgorithms(EnumSet.allOf(Algorithm.class))
            .clock(now)
            .build()) {
      return new Answer(
          validator.checkToken(token),
          validator.checkIgnoringBinding(token),
          validator.explain(token));
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

  private void print(JsonNode header, JsonNode claims, Answer answer) {
    Map<String, Object> summary = answer.summary();
    List<Check> checks = answer.explanation().checks();
    if (json()) {
      summary.put("checks", checks.stream().map(TokensInspectVerb::object).toList());
      summary.put("header", header);
      summary.put("claims", claims);
      terminal().json(summary);
    } else {
      terminal().out().println("header:  " + shown(header));
      terminal().out().println("claims:  " + shown(claims));
      summary.forEach((name, value) -> terminal().out().println(name + ": " + value));
      terminal().out().println("checks:");
      checks.forEach(check -> terminal().out().println("  " + inAscii(check.toString())));
    }
  }

  private static Map<String, Object> object(Check check) {
    return Json.object(
        "name", check.name(),
        "outcome", check.outcome().name().toLowerCase(Locale.ROOT),
        "detail", check.detail());
  }

  /** A check names the audience that asks, which without an option is the token's own text. */
  private static String inAscii(String line) {
    return line.replaceAll("[^ -~]", "?");
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
