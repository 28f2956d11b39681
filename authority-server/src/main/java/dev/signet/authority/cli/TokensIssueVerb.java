package dev.signet.authority.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.Authority;
import dev.signet.authority.authn.AuthenticatedConsumer;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.directory.Consumer;
import dev.signet.authority.http.Json;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.token.AccessRequest;
import dev.signet.authority.token.Authorization;
import dev.signet.authority.token.IssueObserver;
import dev.signet.authority.token.IssuedToken;
import dev.signet.authority.token.TokenAccess;
import dev.signet.authority.token.explain.ClaimOrigin;
import dev.signet.authority.token.explain.DryRun.Explanation;
import dev.signet.authority.token.explain.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tokens issue}: an operator issues a token, by the same policy as the endpoint. */
@Command(
    name = "issue",
    description =
        "Issues a token for a consumer, within what it may ask for; recorded and audited.")
final class TokensIssueVerb extends Verb {
  @Parameters(paramLabel = "NAME", description = "the application or user it speaks of")
  private String name = "";

  @Option(names = "--audience", paramLabel = "NAME", description = "a provider; repeatable")
  private List<String> audiences = new ArrayList<>();

  @Option(names = "--scope", paramLabel = "SCOPE", description = "a scope; repeatable")
  private List<String> scopes = new ArrayList<>();

  @Option(names = "--lifetime", paramLabel = "DURATION", description = "at most this long")
  private @Nullable Duration lifetime;

  @Option(
      names = "--explain",
      description = "issue nothing; show how the token would come about and what it would say")
  private boolean explain;

  TokensIssueVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    try (Authority authority = openAuthority()) {
      Consumer holder =
          authority
              .directory()
              .find(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "there is no enabled consumer "
                              + name
                              + "; see: clients list, users list"));
      AccessRequest request =
          new AccessRequest(
              List.of(), audiences, String.join(" ", scopes), Optional.ofNullable(lifetime));
      TokenAccess access = narrow(authority, request, holder.rights());
      Instant now = terminal().clock().instant();
      Authorization authorization =
          new Authorization(AuthenticatedConsumer.byOperator(holder, now), holder);
      if (explain) {
        print(authority.dryRun().explain(authorization, request, access, now));
        return OK;
      }
      requireUnbound(authority, holder.rights(), access);
      IssuedToken token =
          authority
              .issuer(authority.openKeys(), authority.revocations()::cutOff, IssueObserver.NONE)
              .issue(authorization, access);
      authority.audit().record(token.event(authorization.client().method(), "command-line"));
      print(token);
      return OK;
    }
  }

  /** Nobody at a command line proves to have a key: the token would be good for whoever sees it. */
  private void requireUnbound(Authority authority, TokenRights rights, TokenAccess access) {
    if (!authority.config().binding().rules().of(rights.bound(), access.audience()).isEmpty()) {
      throw new IllegalArgumentException(
          "tokens of "
              + name
              + " for "
              + String.join(" ", access.audience())
              + " must be bound to a key or a certificate, and only /token can do that");
    }
  }

  private TokenAccess narrow(Authority authority, AccessRequest request, TokenRights rights) {
    try {
      return authority.policy().narrow(request, rights);
    } catch (OAuthException e) {
      throw new IllegalArgumentException(
          e.description()
              + "; the audiences of "
              + name
              + " are: "
              + String.join(" ", rights.audiences())
              + "; its scopes are: "
              + String.join(" ", rights.scopes()),
          e);
    }
  }

  private void print(IssuedToken token) {
    if (json()) {
      terminal()
          .json(
              Json.object(
                  "access_token", token.jwt(),
                  "token_type", "Bearer",
                  "jti", token.record().jti(),
                  "expires_at", token.record().expiresAt().toString()));
    } else {
      terminal().out().println(token.jwt());
    }
  }

  private void print(Explanation explanation) {
    if (json()) {
      terminal()
          .json(
              Json.object(
                  "issued", false,
                  "steps", explanation.steps().stream().map(Step::json).toList(),
                  "claims", explanation.claims().stream().map(ClaimOrigin::json).toList(),
                  "held_back", explanation.heldBack()));
      return;
    }
    explanation.steps().forEach(step -> row(step.name(), step.result(), step.because()));
    explanation
        .claims()
        .forEach(claim -> row("claim " + claim.name(), shown(claim.value()), claim.from()));
    explanation
        .heldBack()
        .forEach(name -> row("held back", name, "audiences.NAME.claims of its audience"));
    terminal().out().println("nothing was issued");
  }

  private void row(String what, String value, String why) {
    terminal().out().printf(Locale.ROOT, "%-20s  %-32s  %s%n", what, value, why);
  }

  private static String shown(Object value) {
    return new String(Json.bytes(Map.of("", value)), UTF_8).replaceFirst("^\\{\"\":(.*)}$", "$1");
  }
}
