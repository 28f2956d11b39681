package dev.signet.validator;

import dev.signet.validator.json.MalformedJsonException;
import dev.signet.validator.json.StrictJson;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Judges the claims of a verified token at one moment (RFC 9068 §4, RFC 8725 §3.8–3.9).
 *
 * <p>Order: whose token it is (issuer, audience), then its form (required claims, types, times that
 * contradict each other), then its binding, and the clock last. So {@code expired} is a promise: a
 * fresh token of the same kind will do.
 */
final class ClaimRules {
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
  private final TimeRules times;

  ClaimRules(String issuer, Set<String> audiences, TimeRules times) {
    this.issuer = issuer;
    this.audiences = Set.copyOf(audiences);
    this.times = times;
  }

  Token judge(byte[] payload, Instant now) throws Refusal {
    Claims claims = parse(payload);
    judgeIssuer(claims);
    judgeAudience(claims);
    Token token = read(claims);
    judgeBinding(claims);
    times.judge(TokenTimes.of(claims), now);
    return token;
  }

  static Claims parse(byte[] payload) throws Refusal {
    try {
      return new Claims(JSON.parseObject(payload));
    } catch (MalformedJsonException e) {
      throw Refusal.of(Reason.MALFORMED);
    }
  }

  void judgeIssuer(Claims claims) throws Refusal {
    // RFC 7519 §4.1.1: a case-sensitive string; an array of issuers is not one.
    if (!issuer.equals(claims.get("iss"))) {
      throw Refusal.ofClaim(Reason.WRONG_ISSUER, "iss");
    }
  }

  void judgeAudience(Claims claims) throws Refusal {
    // RFC 7519 §4.1.3: whoever does not find itself in the audience must reject.
    if (Collections.disjoint(claims.texts("aud"), audiences)) {
      throw Refusal.ofClaim(Reason.WRONG_AUDIENCE, "aud");
    }
  }

  static void judgeBinding(Claims claims) throws Refusal {
    if (claims.isNull("cnf")) {
      throw Refusal.ofClaim(Reason.MALFORMED, "cnf");
    }
    // RFC 7800 §3.1; RFC 9449 §7.1: a bound token is no bearer token.
    if (claims.has("cnf")) {
      throw Refusal.of(Reason.BINDING_REQUIRED);
    }
  }

  String issuer() {
    return issuer;
  }

  Set<String> audiences() {
    return audiences;
  }

  TimeRules times() {
    return times;
  }

  static Token read(Claims claims) throws Refusal {
    String subject = claims.requiredText("sub");
    String clientId = claims.requiredText("client_id");
    String id = claims.requiredText("jti");
    if (id.length() > MAX_ID_CHARS) {
      throw Refusal.ofClaim(Reason.MALFORMED, "jti");
    }
    TokenTimes stated = TokenTimes.of(claims);
    Map<String, Object> present = claims.present();
    Map<String, Object> details = new LinkedHashMap<>(present);
    details.keySet().removeAll(ABOUT_THE_TOKEN);
    Holder holder = new Holder(subject, holderType(claims, subject, clientId), details);
    return new Token(
        claims.requiredText("iss"),
        claims.texts("aud"),
        clientId,
        id,
        stated.issuedAt(),
        stated.expiresAt(),
        scopes(claims),
        holder,
        present);
  }

  private static Set<String> scopes(Claims claims) throws Refusal {
    Set<String> scopes = claims.texts("scope");
    if (claims.get("scope") instanceof String text) {
      // RFC 6749 §3.3: one space between tokens; an empty string grants nothing.
      scopes = text.isEmpty() ? Set.of() : new LinkedHashSet<>(Arrays.asList(text.split(" ", -1)));
    }
    if (!scopes.stream().allMatch(Challenge::isScopeToken)) {
      throw Refusal.ofClaim(Reason.MALFORMED, "scope");
    }
    return scopes;
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
