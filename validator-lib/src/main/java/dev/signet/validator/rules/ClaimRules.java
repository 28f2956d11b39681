package dev.signet.validator.rules;

import dev.signet.validator.Holder;
import dev.signet.validator.Reason;
import dev.signet.validator.Token;
import dev.signet.validator.json.JsonObject;
import dev.signet.validator.json.MalformedJsonException;
import dev.signet.validator.json.StrictJson;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges the claims of a verified token at one moment (RFC 9068 §4, RFC 8725 §3.8–3.9).
 *
 * <p>Order: whose token it is (issuer, audience), then its form (required claims, types, times that
 * contradict each other), then its binding, and the clock last. So {@code expired} is a promise: a
 * fresh token of the same kind will do.
 */
public final class ClaimRules {
  private static final StrictJson JSON = StrictJson.forTokens();
  private static final int MAX_ID_CHARS = 128;

  /** Claims about the token or its use; every other claim is about the holder. */
  private static final Set<String> ABOUT_THE_TOKEN =
      Set.of(
          "iss",
          "sub",
          "aud",
          "exp",
          "nbf",
          "iat",
          "jti",
          "client_id",
          "scope",
          "cnf",
          "act",
          "may_act",
          "ancestors",
          "holder_type",
          "auth_time",
          "acr",
          "amr",
          "quota",
          "status");

  private final String issuer;
  private final Set<String> audiences;
  private final String clientIdClaim;
  private final TimeRules times;

  /** Makes rules for the tokens of an issuer to any of these audiences. */
  public ClaimRules(String issuer, Set<String> audiences, String clientIdClaim, TimeRules times) {
    this.issuer = issuer;
    this.audiences = Set.copyOf(audiences);
    this.clientIdClaim = clientIdClaim;
    this.times = times;
  }

  /** What a token claims, judged in all but its times, which are judged on every check anew. */
  public record Claimed(Token token, TokenTimes times) {}

  /** Judges the claims in all but the times, of a token that this sender presents. */
  public Claimed judge(byte[] payload, Sender sender) throws Refusal {
    Claims claims = parse(payload);
    judgeIssuer(claims);
    judgeAudience(claims);
    Claimed claimed = read(claims);
    requireBindingToSaySomething(claims);
    sender.judge(claimed.token());
    return claimed;
  }

  /** Reads the claims as strict JSON. */
  public static Claims parse(byte[] payload) throws Refusal {
    try {
      return new Claims(JSON.parseObject(payload));
    } catch (MalformedJsonException e) {
      throw Refusal.of(Reason.MALFORMED);
    }
  }

  /** Refuses a token of another issuer. */
  public void judgeIssuer(Claims claims) throws Refusal {
    // RFC 7519 §4.1.1: a case-sensitive string; an array of issuers is not one.
    if (!issuer.equals(claims.get("iss"))) {
      throw Refusal.ofClaim(Reason.WRONG_ISSUER, "iss");
    }
  }

  /** Refuses a token for others. */
  public void judgeAudience(Claims claims) throws Refusal {
    // RFC 7519 §4.1.3: whoever does not find itself in the audience must reject.
    if (Collections.disjoint(audiences, claims.texts("aud"))) {
      throw Refusal.ofClaim(Reason.WRONG_AUDIENCE, "aud");
    }
  }

  /** Refuses a token that is bound to a key, of which nothing proves possession here. */
  public static void judgeBinding(Claims claims) throws Refusal {
    requireBindingToSaySomething(claims);
    // RFC 7800 §3.1; RFC 9449 §7.1: a bound token is no bearer token.
    if (claims.has("cnf")) {
      throw Refusal.of(Reason.BINDING_REQUIRED);
    }
  }

  private static void requireBindingToSaySomething(Claims claims) throws Refusal {
    if (claims.isNull("cnf")) {
      throw Refusal.ofClaim(Reason.MALFORMED, "cnf");
    }
  }

  /** The issuer accepted. */
  public String issuer() {
    return issuer;
  }

  /** The claims that every token must have beside issuer and audience. */
  public List<String> required() {
    return List.of("sub", clientIdClaim, "jti", "exp", "iat");
  }

  /** The audiences accepted. */
  public Set<String> audiences() {
    return audiences;
  }

  /** The rules on time. */
  public TimeRules times() {
    return times;
  }

  /** Reads what is claimed; each required claim must be there, and every claim of its type. */
  public Claimed read(Claims claims) throws Refusal {
    String subject = claims.requiredText("sub");
    String clientId = claims.requiredText(clientIdClaim);
    String id = claims.requiredText("jti");
    if (id.length() > MAX_ID_CHARS) {
      throw Refusal.ofClaim(Reason.MALFORMED, "jti");
    }
    TokenTimes times = TokenTimes.of(claims);
    Map<String, Object> present = claims.present();
    requireActors(present);
    Map<String, Object> details = JsonObject.without(ABOUT_THE_TOKEN, present);
    Holder holder = new Holder(subject, holderType(claims, subject, clientId), details);
    Token token =
        new Token(
            claims.requiredText("iss"),
            claims.texts("aud"),
            clientId,
            id,
            times.issuedAt(),
            times.expiresAt(),
            Scopes.of(claims),
            holder,
            present);
    return new Claimed(token, times);
  }

  /** RFC 8693 §4.1: whoever acts is an object, and so is whoever acted before. */
  private static void requireActors(Map<String, Object> claims) throws Refusal {
    Object act = claims.get("act");
    while (act instanceof Map<?, ?> members) {
      act = members.get("act");
    }
    if (act != null) {
      throw Refusal.ofClaim(Reason.MALFORMED, "act");
    }
  }

  private static Holder.Type holderType(Claims claims, String subject, String clientId)
      throws Refusal {
    String stated = claims.text("holder_type").orElse("");
    return switch (stated) {
      case "user" -> Holder.Type.USER;
      case "application" -> Holder.Type.APPLICATION;
      case "" -> {
        if (claims.has("holder_type")) {
          throw Refusal.ofClaim(Reason.MALFORMED, "holder_type");
        }
        // RFC 9068 §2.2: without a resource owner the subject is the client itself.
        yield subject.equals(clientId) ? Holder.Type.APPLICATION : Holder.Type.USER;
      }
      default -> throw Refusal.ofClaim(Reason.MALFORMED, "holder_type");
    };
  }
}
