package dev.signet.authority.cli;

import dev.signet.authority.SigningKeys;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.http.Json;
import dev.signet.authority.keys.KeyRing;
import dev.signet.authority.keys.KeySettings;
import dev.signet.authority.keys.KeyState;
import dev.signet.authority.keys.KeyStore;
import dev.signet.authority.keys.RingKey;
import dev.signet.authority.keys.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verbs that show the signing keys and change nothing. */
final class KeyViewVerbs {
  private KeyViewVerbs() {}

  /**
   * The ring of a configuration as it is kept; makes none.
   *
   * @throws IllegalArgumentException if there is none
   */
  static KeyRing kept(AuthorityConfig config, Terminal terminal) {
    return SigningKeys.use(config, terminal.clock(), store -> kept(store, config));
  }

  static KeyRing kept(KeyStore store, AuthorityConfig config) {
    KeyRing ring = store.load();
    if (ring.keys().isEmpty()) {
      throw new IllegalArgumentException(
          switch (config.keys().place()) {
            case FOLDER ->
                "there is no signing key in "
                    + config.keys().directory()
                    + ": name the authority's folder in keys.directory, or start the authority once";
            case DATABASE ->
                "there is no signing key in "
                    + config.storage().name()
                    + ": name the authority's database in storage.file or storage.database, or start the authority once";
          });
    }
    return ring;
  }

  /** A time as people read it, and how far away it is. */
  static String when(Instant at, Instant now) {
    Duration away = Duration.between(now, at);
    String far = far(away.abs());
    return at.truncatedTo(ChronoUnit.SECONDS)
        + (away.isNegative() ? " (" + far + " ago)" : " (in " + far + ")");
  }

  private static String far(Duration away) {
    if (away.toHours() >= 48) {
      return away.toDays() + " d";
    }
    if (away.toMinutes() >= 120) {
      return away.toHours() + " h";
    }
    return away.toSeconds() >= 120 ? away.toMinutes() + " min" : away.toSeconds() + " s";
  }

  /** {@code keys list}: each key, where it stands, and what happens to it next. */
  @Command(
      name = "list",
      description = "Lists the signing keys: where each stands, and what happens to it next.")
  static final class KeysList extends Verb {
    KeysList(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() {
      AuthorityConfig config = config();
      KeySettings settings = config.keys();
      KeyRing ring = kept(config, terminal());
      Rotation rotation = new Rotation(settings.schedule(), settings.algorithms());
      for (RingKey key : ring.keys()) {
        Instant next = rotation.nextStepOf(key, ring);
        if (json()) {
          terminal().json(object(key, step(key, ring), next));
        } else {
          print(key, step(key, ring), next);
        }
      }
      return OK;
    }

    private void print(RingKey key, String step, Instant next) {
      Instant now = terminal().clock().instant();
      terminal()
          .out()
          .printf(
              Locale.ROOT,
              "%s  %-7s  %-8s  since %s, %s %s%n",
              key.kid(),
              key.algorithm().joseName(),
              name(key.state()),
              when(key.since(), now),
              step,
              when(next, now));
    }

    private static String step(RingKey key, KeyRing ring) {
      return switch (key.state()) {
        case NEXT -> "signs from";
        case ACTIVE ->
            ring.next(key.algorithm()).isPresent() ? "retires" : "its successor is announced";
        case RETIRING -> "gone";
      };
    }

    private static Map<String, Object> object(RingKey key, String step, Instant next) {
      Map<String, Object> object =
          Json.object(
              "kid", key.kid(),
              "algorithm", key.algorithm().joseName(),
              "state", name(key.state()),
              "announced_at", key.announcedAt().toString());
      key.activatedAt().ifPresent(at -> object.put("activated_at", at.toString()));
      key.retiredAt().ifPresent(at -> object.put("retired_at", at.toString()));
      object.put("next_step", step);
      object.put("next_step_at", next.toString());
      return object;
    }
  }

  /** A key without its state. */
  static String name(RingKey key) {
    return key.algorithm().joseName() + " " + key.kid();
  }

  static String name(KeyState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** {@code keys export-public}: what a partner may have. */
  @Command(
      name = "export-public",
      description = {
        "Prints the public halves of all published keys as a JWK Set, to share with a partner who"
            + " cannot fetch them; never a private one. Share them again at each rotation."
      })
  static final class KeysExportPublic extends Verb {
    @Option(
        names = "--pem",
        description = "as PEM, a comment line with the kid before each; not as a JWK Set")
    private boolean pem;

    KeysExportPublic(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() {
      KeyRing ring = kept(config(), terminal());
      if (pem && json()) {
        terminal().json(Json.object("pem", ring.publicPem()));
      } else {
        terminal().out().println(pem ? ring.publicPem().strip() : ring.jwkSet());
      }
      return OK;
    }
  }
}
