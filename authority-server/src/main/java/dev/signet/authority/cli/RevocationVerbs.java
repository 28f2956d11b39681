package dev.signet.authority.cli;

import dev.signet.authority.Authority;
import dev.signet.authority.http.Json;
import dev.signet.authority.revocation.RevocationJson;
import dev.signet.authority.revocation.Revocations;
import dev.signet.authority.revocation.Revocations.Cause;
import dev.signet.authority.storage.RevocationRecord;
import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import dev.signet.authority.storage.TokenRecord;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs that take tokens back; a running authority publishes it within a second. */
final class RevocationVerbs {
  /** Who did it, for the audit log. */
  static final String COMMAND_LINE = "command line";

  private RevocationVerbs() {}

  /** {@code revocations add}: takes tokens back. */
  @Command(
      name = "add",
      description = {
        "Takes tokens back. Name one token, or all that were issued before a time: of a holder, of"
            + " an application, of a key, for an audience (together they narrow), or every token."
      })
  static final class RevocationsAdd extends Verb {
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

    RevocationsAdd(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() {
      requireOneTarget();
      try (Authority authority = openAuthority()) {
        Revocations revocations = authority.revocations();
        Cause cause = new Cause(COMMAND_LINE, reason);
        RevocationRecord added =
            jti == null
                ? revocations.revoke(rule(revocations), cause)
                : revocations.revoke(token(revocations, jti), cause);
        long within = authority.config().revocations().effectiveWithin().toSeconds() + 1;
        if (json()) {
          Map<String, Object> object = RevocationJson.of(added);
          object.put("effective_within", within);
          terminal().json(object);
        } else {
          print(terminal(), added);
          terminal()
              .out()
              .println(
                  "refused by every validator that reaches the authority within " + within + " s");
        }
        return OK;
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

  /** {@code revocations list}: what is in force. */
  @Command(name = "list", description = "Lists the revocations in force, the oldest first.")
  static final class RevocationsList extends Verb {
    RevocationsList(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() {
      try (Authority authority = openAuthority()) {
        List<RevocationRecord> inForce = authority.revocations().inForce();
        for (RevocationRecord record : inForce) {
          if (json()) {
            terminal().json(RevocationJson.of(record));
          } else {
            print(terminal(), record);
          }
        }
        if (inForce.isEmpty() && !json()) {
          terminal().err().println("none in force");
        }
        return OK;
      }
    }
  }

  /** {@code revocations remove}: gives tokens back. */
  @Command(
      name = "remove",
      description = "Reverses a revocation: its tokens are good again, as far as they live.")
  static final class RevocationsRemove extends Verb {
    @Parameters(paramLabel = "ID", description = "the revocation; see: revocations list")
    private long id;

    RevocationsRemove(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() {
      try (Authority authority = openAuthority()) {
        RevocationRecord removed =
            authority
                .revocations()
                .remove(id, COMMAND_LINE)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "no revocation " + id + " is in force; see: revocations list"));
        if (json()) {
          terminal().json(RevocationJson.of(removed));
        } else {
          terminal().out().println("reversed: " + Revocations.describe(removed.target()));
        }
        return OK;
      }
    }
  }

  /** {@code revocations renumber}: after a restored backup. */
  @Command(
      name = "renumber",
      description = {
        "Numbers the changes anew, after a restored backup: every validator takes the whole list"
            + " when it asks next. An authority whose file DATABASE.published stayed in place has"
            + " done so by itself."
      })
  static final class RevocationsRenumber extends Verb {
    @Option(
        names = "--after",
        paramLabel = "SEQ",
        description = "a seq that validators may hold; what the authority knows is heeded anyway")
    private long after;

    RevocationsRenumber(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() {
      try (Authority authority = openAuthority()) {
        long change = authority.renumbering().after(after);
        if (json()) {
          terminal().json(Json.object("change", change));
        } else {
          terminal().out().println("the last change is " + change + " now");
          terminal()
              .out()
              .println(
                  "revoke again what was revoked after the backup; the audit log has it:"
                      + " revocation_added, revocation_removed");
        }
        return OK;
      }
    }
  }

  private static void print(Terminal terminal, RevocationRecord record) {
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%d  %s  (%s, %s; dropped after %s)%n",
            record.id(),
            Revocations.describe(record.target()),
            record.reason(),
            record.createdAt(),
            record.expiresAt());
  }
}
