package dev.signet.authority.cli;

import dev.signet.authority.Authority;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.enforcement.EnforcementStatus;
import dev.signet.authority.revocation.RevocationJson;
import dev.signet.authority.revocation.Revocations;
import dev.signet.authority.revocation.Revocations.Cause;
import dev.signet.authority.storage.RevocationRecord;
import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import dev.signet.authority.storage.TokenRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code revocations add}: takes tokens back. */
@Command(
    name = "add",
    description = {
      "Takes tokens back. Name one token, or all that were issued before a time: of a holder, of"
          + " an application, of a key, for an audience (together they narrow), or every token."
    })
final class RevocationsAddVerb extends Verb {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Option(names = "--jti", paramLabel = "JTI", description = "the token of this identifier")
  private @Nullable String jti;

  @Option(names = "--holder", paramLabel = "NAME", description = "tokens that speak of NAME")
  private @Nullable String holder;

  @Option(names = "--client", paramLabel = "NAME", description = "tokens issued to NAME")
  private @Nullable String client;

  @Option(names = "--key", paramLabel = "KID", description = "tokens signed with this key")
  private @Nullable String key;

  @Option(names = "--audience", paramLabel = "NAME", description = "tokens for this provider")
  private @Nullable String audience;

  @Option(names = "--everything", description = "every token")
  private boolean everything;

  @Option(
      names = "--issued-before",
      paramLabel = "TIME",
      description = "such as 2026-11-22T10:00:00Z; default: the end of this second")
  private @Nullable String issuedBefore;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "why, for the list and the audit log")
  private String reason = "";

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      description =
          "wait so long at most until every validator that reported in the last minute enforces"
              + " it; exit code 3 if not all do, or none has reported")
  private @Nullable Duration wait;

  RevocationsAddVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    requireOneTarget();
    requireSensibleWait();
    try (Authority authority = openAuthority()) {
      RevocationRecord added = revoke(authority.revocations());
      long within = authority.config().revocations().effectiveWithin().toSeconds() + 1;
      if (!json()) {
        RevocationVerbs.print(terminal(), added);
        String until = "refused by every validator that reaches the authority within ";
        terminal().out().println(until + within + " s");
      }
      Optional<EnforcementStatus> status = await(authority, added.id());
      if (json()) {
        Map<String, Object> object = RevocationJson.of(added);
        object.put("effective_within", within);
        status.ifPresent(reached -> object.put("enforcement", reached.json()));
        terminal().json(object);
      } else {
        status.ifPresent(reached -> RevocationVerbs.print(terminal(), reached));
      }
      return status.map(EnforcementStatus::isComplete).orElse(true) ? OK : UNCONFIRMED;
    }
  }

  private RevocationRecord revoke(Revocations revocations) {
    Cause cause = new Cause(RevocationVerbs.COMMAND_LINE, reason);
    return jti == null
        ? revocations.revoke(rule(revocations), cause)
        : revocations.revoke(token(revocations, jti), cause);
  }

  private Optional<EnforcementStatus> await(Authority authority, long change) {
    return Optional.ofNullable(wait)
        .map(
            longest ->
                RevocationVerbs.look(authority, terminal())
                    .until(change, longest, status -> terminal().err().println(status.words())));
  }

  private void requireSensibleWait() {
    if (wait != null && (wait.compareTo(SHORTEST) < 0 || wait.compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException("--wait must be from 1s to 10m");
    }
  }

  private void requireOneTarget() {
    boolean selected =
        Stream.of(holder, client, key, audience).anyMatch(selector -> selector != null);
    long kinds = Stream.of(jti != null, selected, everything).filter(named -> named).count();
    if (kinds != 1) {
      throw new IllegalArgumentException(
          "name one of: --jti; any of --holder, --client, --key and --audience; --everything");
    }
    if (jti != null && issuedBefore != null) {
      throw new IllegalArgumentException("--issued-before does not go with --jti: leave it out");
    }
  }

  private static TokenRecord token(Revocations revocations, String jti) {
    return revocations
        .findLiving(jti)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no living token " + jti + "; see: tokens inspect"));
  }

  private TokensIssuedBefore rule(Revocations revocations) {
    return new TokensIssuedBefore(
        Optional.ofNullable(holder),
        Optional.ofNullable(client),
        Optional.ofNullable(key),
        Optional.ofNullable(audience),
        issuedBefore == null ? revocations.nextSecond() : time(issuedBefore));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "--issued-before " + text + " is not a time such as 2026-11-22T10:00:00Z", e);
    }
  }
}
