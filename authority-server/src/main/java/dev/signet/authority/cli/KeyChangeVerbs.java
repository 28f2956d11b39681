package dev.signet.authority.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.Authority;
import dev.signet.authority.SigningKeys;
import dev.signet.authority.audit.LoggedAuditLog;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.http.Json;
import dev.signet.authority.keys.KeyRing;
import dev.signet.authority.keys.KeyRotator;
import dev.signet.authority.keys.KeySettings;
import dev.signet.authority.keys.KeyState;
import dev.signet.authority.keys.KeyStore;
import dev.signet.authority.keys.RingKey;
import dev.signet.authority.keys.RotationSchedule;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.revocation.Revocations;
import dev.signet.authority.revocation.Revocations.Cause;
import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs that change the ring; a running authority follows within 5 seconds. */
final class KeyChangeVerbs {
  private KeyChangeVerbs() {}

  /** What the changes share. */
  private abstract static class Change extends Verb {
    Change(Terminal terminal) {
      super(terminal);
    }

    @Override
    public final Integer call() {
      AuthorityConfig config = config();
      return SigningKeys.use(
          config, terminal().clock(), store -> change(open(store, config), config));
    }

    abstract int change(KeyRotator keys, AuthorityConfig config);

    /** The ring that is there; a place without one is a mistake, not a reason to make one. */
    private KeyRotator open(KeyStore store, AuthorityConfig config) {
      KeyRing unused = KeyViewVerbs.kept(store, config);
      return SigningKeys.open(
          store, config, terminal().clock(), new LoggedAuditLog(terminal().clock()));
    }

    final Instant now() {
      return terminal().clock().instant();
    }

    /** When the last cache of the JWK Set as it was has gone. */
    final Instant knownEverywhere(RotationSchedule schedule) {
      return now()
          .plus(RotationSchedule.leastAnnounce(schedule.jwkSetMaxAge()))
          .truncatedTo(ChronoUnit.SECONDS);
    }

    final void say(String line) {
      terminal().out().println(line);
    }

    final void warn(String line) {
      terminal().err().println(line);
    }
  }

  /** {@code keys rotate}: begins a rotation now. */
  @Command(
      name = "rotate",
      description = {
        "Announces a new key at once; it signs as soon as it was announced long enough for every"
            + " verifier to know it (keys.rotation.announce). For a key that leaked: keys revoke."
      })
  static final class KeysRotate extends Change {
    @Option(
        names = "--algorithm",
        paramLabel = "NAME",
        description = "the algorithm whose key is replaced; default: keys.algorithm")
    private @Nullable String algorithm;

    @Option(
        names = "--now",
        description =
            "sign with the new key at once: validators that cached the JWK Set may refuse its"
                + " tokens until they fetch again; see: keys rehearse --now")
    private boolean atOnce;

    KeysRotate(Terminal terminal) {
      super(terminal);
    }

    @Override
    int change(KeyRotator keys, AuthorityConfig config) {
      KeySettings settings = config.keys();
      SigningAlgorithm line = line(settings);
      RingKey old = keys.ring().find(keys.signer(line).kid()).orElseThrow();
      KeyRing ring = atOnce ? keys.activate(line) : keys.announce(line);
      RingKey fresh = (atOnce ? ring.active(line) : ring.next(line)).orElseThrow();
      Instant signs = atOnce ? fresh.since() : keys.nextStepOf(fresh);
      if (json()) {
        terminal()
            .json(
                Json.object(
                    "kid", fresh.kid(),
                    "state", KeyViewVerbs.name(fresh.state()),
                    "signs_from", signs.toString(),
                    "replaces", old.kid()));
      } else {
        print(fresh, old, signs, settings.schedule());
      }
      if (atOnce) {
        warn(
            "WARNING: validators that cached the JWK Set may refuse tokens of this key until "
                + knownEverywhere(settings.schedule()));
      }
      return OK;
    }

    private void print(RingKey fresh, RingKey old, Instant signs, RotationSchedule schedule) {
      Instant gone = signs.plus(schedule.retentionAfter(old.longestToken()));
      say("new key    " + KeyViewVerbs.name(fresh));
      say("published  " + KeyViewVerbs.when(fresh.announcedAt(), now()));
      say("signs from " + KeyViewVerbs.when(signs, now()) + ", in place of " + old.kid());
      say("the old key is published until " + KeyViewVerbs.when(gone, now()));
    }

    private SigningAlgorithm line(KeySettings settings) {
      if (algorithm == null) {
        return settings.algorithm();
      }
      return SigningAlgorithm.find(algorithm)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(algorithm + " is not " + SigningAlgorithm.names()));
    }
  }

  /** {@code keys revoke}: for a key that others may have. */
  @Command(
      name = "revoke",
      description = {
        "For emergencies: takes a key from the JWK Set at once; if it signed, another key signs"
            + " from now on. Its tokens are refused by each validator once that fetches the set."
      })
  static final class KeysRevoke extends Change {
    @Parameters(paramLabel = "KID", description = "the key; see: keys list")
    private String kid = "";

    KeysRevoke(Terminal terminal) {
      super(terminal);
    }

    @Override
    int change(KeyRotator keys, AuthorityConfig config) {
      Optional<RingKey> revoked = keys.ring().find(kid);
      KeyRing ring = keys.revoke(kid);
      long rule = revokeItsTokens(config);
      long within = config.revocations().effectiveWithin().toSeconds() + 1;
      Instant by = knownEverywhere(config.keys().schedule());
      if (json()) {
        terminal()
            .json(
                Json.object(
                    "kid",
                    kid,
                    "revoked",
                    true,
                    "signing",
                    ring.active().stream().map(RingKey::kid).toList(),
                    "revocation",
                    rule,
                    "effective_within",
                    within,
                    "refused_by",
                    by.toString()));
        return OK;
      }
      say("revoked    " + revoked.map(RingKey::toString).orElse(kid));
      ring.active().forEach(key -> say("signing    " + KeyViewVerbs.name(key)));
      say("A running authority publishes the new set within 5 s.");
      say(
          "Tokens of the revoked key are refused within "
              + within
              + " s by validators that read the");
      say(
          "revocation list (revocation "
              + rule
              + "), by others once they fetch the set, by "
              + by
              + ".");
      say(
          "A validator that cannot reach the authority goes on accepting them as long as its stale");
      say("policy allows (24 h unless it is set).");
      return OK;
    }

    /** A validator that holds the key still learns it from the list. */
    private long revokeItsTokens(AuthorityConfig config) {
      try (Authority authority = Authority.open(config, terminal().clock())) {
        Revocations revocations = authority.revocations();
        TokensIssuedBefore rule =
            new TokensIssuedBefore(
                Optional.empty(),
                Optional.empty(),
                Optional.of(kid),
                Optional.empty(),
                revocations.nextSecond());
        return revocations
            .revoke(rule, new Cause(RevocationVerbs.COMMAND_LINE, "its key was revoked"))
            .id();
      }
    }
  }

  /** {@code keys import}: a key that was made elsewhere. */
  @Command(
      name = "import",
      description = {
        "Takes in a private key that was made elsewhere (PKCS#8 PEM, as openssl genpkey writes it):"
            + " announced now, and signing once it was announced long enough."
      })
  static final class KeysImport extends Change {
    @Parameters(paramLabel = "FILE", description = "the private key")
    private Path file = Path.of("");

    @Option(
        names = "--verify-only",
        description =
            "only publish it, for tokens that it signed elsewhere; it goes as they expire")
    private boolean verifyOnly;

    @Option(
        names = "--passphrase-file",
        paramLabel = "FILE",
        description = "the passphrase of the file, if it is encrypted")
    private @Nullable Path passphraseFile;

    KeysImport(Terminal terminal) {
      super(terminal);
    }

    @Override
    int change(KeyRotator keys, AuthorityConfig config) {
      KeyState state = verifyOnly ? KeyState.RETIRING : KeyState.NEXT;
      RingKey imported = take(keys, state);
      Instant next = keys.nextStepOf(imported);
      if (json()) {
        terminal()
            .json(
                Json.object(
                    "kid", imported.kid(),
                    "algorithm", imported.algorithm().joseName(),
                    "state", KeyViewVerbs.name(state),
                    "next_step_at", next.toString()));
      } else {
        say("imported   " + imported);
        say((verifyOnly ? "gone       " : "signs from ") + KeyViewVerbs.when(next, now()));
        warn("The authority keeps it now: remove " + file);
      }
      return OK;
    }

    private RingKey take(KeyRotator keys, KeyState state) {
      Optional<String> passphrase =
          Optional.ofNullable(passphraseFile).map(path -> read(path, true).strip());
      try {
        return keys.importKey(read(file, false), passphrase, state);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(file + " " + e.getMessage(), e);
      }
    }

    private static String read(Path path, boolean secret) {
      try {
        return Files.readString(path, secret ? UTF_8 : US_ASCII);
      } catch (IOException e) {
        throw new IllegalArgumentException(path + " cannot be read", e);
      }
    }
  }
}
