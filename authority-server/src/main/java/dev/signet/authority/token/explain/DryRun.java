package dev.signet.authority.token.explain;

import dev.signet.authority.binding.BindingRules;
import dev.signet.authority.directory.Consumer;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.quota.Parties;
import dev.signet.authority.quota.Requestor;
import dev.signet.authority.storage.TokenRecord;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.storage.TokenRights.Bound;
import dev.signet.authority.storage.quota.Rate;
import dev.signet.authority.token.AccessRequest;
import dev.signet.authority.token.AccessTokenClaims;
import dev.signet.authority.token.Authorization;
import dev.signet.authority.token.SigningRules;
import dev.signet.authority.token.TokenAccess;
import dev.signet.authority.token.TokenSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Explains what a token would say and why, by the parts that issue tokens. It signs nothing and
 * records nothing. Immutable.
 *
 * @param claims what tokens say
 * @param signing which algorithm signs which token
 * @param settings how long tokens live
 * @param binding what they must be bound to
 */
public record DryRun(
    AccessTokenClaims claims, SigningRules signing, TokenSettings settings, BindingRules binding) {
  /** There is none before a token is issued, so no explanation shows one. */
  private static final String NO_JTI = "none";

  /**
   * What came of it.
   *
   * @param steps each decision, in its order
   * @param claims what the token would say, but for its {@code jti}
   * @param heldBack the details of the holder that its audience does not get
   */
  public record Explanation(List<Step> steps, List<ClaimOrigin> claims, List<String> heldBack) {
    /** Copies the lists. */
    public Explanation {
      steps = List.copyOf(steps);
      claims = List.copyOf(claims);
      heldBack = List.copyOf(heldBack);
    }
  }

  /**
   * Explains a token.
   *
   * @param authorization for whom
   * @param asked what was asked for
   * @param access what it would be good for, narrowed already
   * @param now when
   * @throws dev.signet.authority.http.OAuthException if its audiences contradict each other
   * @throws dev.signet.authority.storage.StorageException if allowances cannot be read
   */
  public Explanation explain(
      Authorization authorization, AccessRequest asked, TokenAccess access, Instant now) {
    Consumer holder = authorization.holder();
    TokenRights rights = authorization.rights();
    String clientId = authorization.client().consumer().name();
    SigningAlgorithm algorithm = signing.choose(clientId, access.audience());
    Parties parties = authorization.parties(access.audience());
    Map<String, Object> said =
        claims.of(authorization, access, record(holder, clientId, access, now));
    said.remove("jti");
    return new Explanation(
        List.of(
            new Step("consumer", name(holder), "it is in the directory and enabled"),
            new Step("rights", rights(rights), "what it may ask for"),
            audience(asked, access),
            scope(asked, access),
            lifetime(asked, rights, access),
            new Step("algorithm", algorithm.joseName(), decider(clientId, access)),
            bound(rights, access),
            issuing(parties),
            calls(parties)),
        said.entrySet().stream().map(e -> ClaimOrigin.of(e.getKey(), e.getValue())).toList(),
        holder.details().keySet().stream().filter(name -> !said.containsKey(name)).toList());
  }

  private static TokenRecord record(
      Consumer holder, String clientId, TokenAccess access, Instant now) {
    return new TokenRecord(
        NO_JTI,
        holder.name(),
        clientId,
        access.audience(),
        access.scopes(),
        now,
        now.plus(access.lifetime()),
        NO_JTI,
        List.of());
  }

  private static String name(Consumer consumer) {
    return consumer.name() + ", " + consumer.kind().name().toLowerCase(Locale.ROOT);
  }

  private static String rights(TokenRights rights) {
    return "audiences "
        + String.join(" ", rights.audiences())
        + "; scopes "
        + words(rights.scopes())
        + "; lifetime "
        + rights.lifetime().map(Duration::toString).orElse("any");
  }

  private static Step audience(AccessRequest asked, TokenAccess access) {
    boolean none = asked.audiences().isEmpty() && asked.resources().isEmpty();
    return new Step(
        "audience",
        String.join(" ", access.audience()),
        none ? "nothing was asked for: the first of its audiences" : "asked for, and within them");
  }

  private static Step scope(AccessRequest asked, TokenAccess access) {
    return new Step(
        "scope",
        words(access.scopes()),
        asked.scope().isEmpty()
            ? "nothing was asked for: all its scopes"
            : "asked for, and within its scopes");
  }

  private Step lifetime(AccessRequest asked, TokenRights rights, TokenAccess access) {
    String usual =
        rights
            .lifetime()
            .map(own -> "its own " + own)
            .orElse("tokens.lifetime " + settings.lifetime());
    Optional<String> wanted = asked.lifetime().map(length -> "asked for " + length + ", ");
    return new Step(
        "lifetime",
        access.lifetime().toString(),
        "the least of: "
            + wanted.orElse("")
            + usual
            + ", tokens.longestLifetime "
            + settings.longestLifetime());
  }

  private Step bound(TokenRights rights, TokenAccess access) {
    Set<Bound> asked = binding.of(rights.bound(), access.audience());
    return new Step(
        "bound",
        words(asked.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).toList()),
        asked.isEmpty()
            ? "neither clients bind nor audiences.NAME.bound asks for it"
            : "clients bind or audiences.NAME.bound: no token is issued without it");
  }

  private Step issuing(Parties parties) {
    Requestor charged = claims.allowances().charged(parties);
    return new Step(
        "issuing",
        claims.allowances().issuing(charged).map(Rate::toString).orElse("unlimited"),
        "the allowance of " + charged.name() + "; operators are not charged");
  }

  private Step calls(Parties parties) {
    return claims
        .allowances()
        .calls(parties)
        .map(allowed -> new Step("calls", allowed.toString(), allowed.from()))
        .orElseGet(() -> new Step("calls", "unlimited", "nothing limits them"));
  }

  private String decider(String clientId, TokenAccess access) {
    if (access.audience().stream().anyMatch(signing.byAudience()::containsKey)) {
      return "audiences.NAME.algorithm of its audience";
    }
    return signing.byApplication().containsKey(clientId)
        ? "applications." + clientId + ".algorithm"
        : "the first of keys.algorithms";
  }

  private static String words(Iterable<String> words) {
    String joined = String.join(" ", words);
    return joined.isEmpty() ? "none" : joined;
  }
}
