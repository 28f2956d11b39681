package dev.signet.authority.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.Authority;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.http.Json;
import dev.signet.authority.storage.TokenReader.Place;
import dev.signet.authority.storage.TokenReader.Selection;
import dev.signet.authority.storage.TokenRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The verbs that show which tokens there are, by their records; a token itself is nowhere kept. */
final class TokenRecordVerbs {
  private TokenRecordVerbs() {}

  /** Which tokens. */
  static final class Chosen {
    @Option(names = "--holder", paramLabel = "NAME", description = "those that speak of this one")
    private @Nullable String holder;

    @Option(names = "--client", paramLabel = "NAME", description = "those issued to this consumer")
    private @Nullable String client;

    @Option(
        names = "--expired",
        description = "also those that have expired and are not purged yet")
    private boolean expired;

    Selection at(Instant now) {
      Selection all =
          new Selection(Optional.ofNullable(holder), Optional.ofNullable(client), Instant.EPOCH);
      return expired ? all : all.livingAt(now);
    }
  }

  /** {@code tokens list}: the records, a page at a time. */
  @Command(
      name = "list",
      description = {
        "Lists the tokens that live, the soonest to expire first: their records, never a token.",
        "What follows a page is listed with --after; tokens that are issued or purged meanwhile do"
            + " not shift it."
      })
  static final class TokensList extends Verb {
    private static final int MOST = 1_000;

    @Mixin private Chosen chosen = new Chosen();

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "50",
        description = "how many at most, 1 to 1000; default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(
        names = "--after",
        paramLabel = "CURSOR",
        description = "go on where a page ended: it is said there, and is a member of each object")
    private @Nullable String after;

    @Spec private CommandSpec spec = CommandSpec.create();

    TokensList(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() {
      if (limit < 1 || limit > MOST) {
        throw new ParameterException(spec.commandLine(), "--limit must be from 1 to " + MOST);
      }
      Selection selection = chosen.at(terminal().clock().instant());
      Optional<Place> place = Optional.ofNullable(after).map(TokenRecordVerbs::place);
      try (Authority authority = openAuthority()) {
        // One more than is shown tells whether there is more.
        List<TokenRecord> page =
            authority.storage().tokenReader().page(selection, place, limit + 1);
        page.stream().limit(limit).forEach(this::print);
        if (!json()) {
          hint(page);
        }
        return OK;
      }
    }

    private void hint(List<TokenRecord> page) {
      if (page.isEmpty()) {
        terminal().err().println("none");
      } else if (page.size() > limit) {
        terminal().err().println("more: --after " + cursor(page.get(limit - 1)));
      }
    }

    private void print(TokenRecord token) {
      if (json()) {
        terminal().json(object(token));
      } else {
        String line =
            String.format(
                Locale.ROOT,
                "%s  expires %s  holder: %s  client: %s  audience: %s  scope: %s",
                token.jti(),
                token.expiresAt(),
                token.subject(),
                token.clientId(),
                String.join(" ", token.audience()),
                String.join(" ", token.scopes()));
        // A name must not steer the terminal.
        terminal().out().println(line.replaceAll("[^ -~]", "?"));
      }
    }

    private static Map<String, Object> object(TokenRecord token) {
      return Json.object(
          "jti", token.jti(),
          "sub", token.subject(),
          "client_id", token.clientId(),
          "aud", token.audience(),
          "scope", token.scopes(),
          "issued_at", token.issuedAt().toString(),
          "expires_at", token.expiresAt().toString(),
          "kid", token.keyId(),
          "ancestors", token.ancestors(),
          "cursor", cursor(token));
    }
  }

  /** {@code tokens count}: how many there are. */
  @Command(name = "count", description = "Counts the tokens that live.")
  static final class TokensCount extends Verb {
    @Mixin private Chosen chosen = new Chosen();

    TokensCount(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() {
      Selection selection = chosen.at(terminal().clock().instant());
      try (Authority authority = openAuthority()) {
        long count = authority.storage().tokenReader().count(selection);
        if (json()) {
          terminal().json(Json.object("count", count));
        } else {
          terminal().out().println(count);
        }
        return OK;
      }
    }
  }

  /** The place of a token as one word: its expiry, its jti and its holder, who may have spaces. */
  private static String cursor(TokenRecord token) {
    String place = token.expiresAt().getEpochSecond() + " " + token.jti() + " " + token.subject();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(UTF_8));
  }

  private static Place place(String cursor) {
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(cursor), UTF_8).split(" ", 3);
      if (parts.length == 3) {
        return new Place(Instant.ofEpochSecond(Long.parseLong(parts[0])), parts[2], parts[1]);
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // Falls through to the fault, which says what a right one is.
    }
    throw new IllegalArgumentException("--after is no cursor that tokens list has shown");
  }
}
