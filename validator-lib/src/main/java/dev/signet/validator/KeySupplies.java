package dev.signet.validator;

import dev.signet.validator.crypto.Engines;
import dev.signet.validator.disk.KeptKeys;
import dev.signet.validator.disk.StateDirectory;
import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.keys.BadKeySetException;
import dev.signet.validator.keys.KeySetReader;
import dev.signet.validator.keys.PublishedKeys;
import dev.signet.validator.keys.VerifyingKeys;
import dev.signet.validator.settings.SettingRules;
import dev.signet.validator.supply.Announcer;
import dev.signet.validator.supply.FetchedKeys;
import dev.signet.validator.supply.HostTransport;
import dev.signet.validator.supply.KeyJournal;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.supply.PinnedKeys;
import dev.signet.validator.sync.DaemonTimer;
import dev.signet.validator.sync.Source;
import dev.signet.validator.sync.SyncPolicy;
import dev.signet.validator.sync.SyncTimer;
import dev.signet.validator.sync.Synced;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** Decides from the builder's settings where keys come from. */
final class KeySupplies {
  private static final int MAX_FILE_BYTES = 512 * 1024;
  private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(30);

  private KeySupplies() {}

  static KeySupply of(TokenValidatorBuilder settings) {
    List<String> sources = new ArrayList<>();
    if (settings.sharedKeys != null) {
      sources.add("keys");
    }
    if (settings.sharedKeysFile != null) {
      sources.add("keysFrom");
    }
    if (settings.jwksUri != null) {
      sources.add("jwksUri");
    }
    if (sources.size() > 1) {
      throw new IllegalStateException(
          String.join(" and ", sources) + " are given: give only one of them");
    }
    boolean shared = settings.sharedKeys != null || settings.sharedKeysFile != null;
    if (shared) {
      SettingRules.refuse(
          settings.staleKeys, "staleKeys is for fetched keys: leave it out, shared keys never age");
      if (settings.revocationListUri == null) {
        refuseNeedless(settings);
      }
      return pinned(settings);
    }
    return fetched(settings, new DaemonTimer("signet-validator-sync", settings.clock));
  }

  /** What nothing that is fetched needs. */
  private static void refuseNeedless(TokenValidatorBuilder settings) {
    SettingRules.refuse(
        settings.stateFolder,
        "keepStateIn is for fetched keys: leave it out, and keep the shared ones yourself");
    SettingRules.refuse(
        settings.transport,
        "transport is for fetched keys: leave it out, shared keys need no network");
    SettingRules.refuse(
        settings.listener,
        "listener is for fetched keys: leave it out, nothing happens to shared ones");
  }

  private static KeySupply pinned(TokenValidatorBuilder settings) {
    Path file = settings.sharedKeysFile;
    String origin = file == null ? "keys" : "keysFrom " + file;
    String text = file == null ? Objects.requireNonNull(settings.sharedKeys) : read(file);
    try {
      KeySupply keys = new PinnedKeys(reader(settings).readShared(text));
      Engines.tellGains();
      return keys;
    } catch (BadKeySetException e) {
      throw new IllegalArgumentException(
          origin
              + " cannot be used: "
              + e.getMessage()
              + "; give a JWK Set, one JWK or PEM, with public keys for "
              + String.join(", ", new TreeSet<>(Algorithm.joseNames(settings.allowedAlgorithms))),
          e);
    }
  }

  static Announcer announcer(TokenValidatorBuilder settings) {
    ValidatorListener listener = settings.listener;
    return new Announcer(listener == null ? event -> {} : listener, settings.clock);
  }

  static KeySupply fetched(TokenValidatorBuilder settings, SyncTimer timer) {
    return fetched(settings, http(settings, BoundedHttp.Limits.usual()), timer);
  }

  /** The host's transport or the JDK's, within these limits; for one thread. */
  static BoundedHttp http(TokenValidatorBuilder settings, BoundedHttp.Limits limits) {
    Transport transport = settings.transport;
    return transport == null
        ? new BoundedHttp(limits)
        : new BoundedHttp(new HostTransport(transport, limits), limits.maxBytes());
  }

  static KeySupply fetched(TokenValidatorBuilder settings, BoundedHttp http, SyncTimer timer) {
    PublishedKeys source =
        new PublishedKeys(
            settings.issuer,
            Optional.ofNullable(settings.jwksUri),
            reader(settings),
            http,
            settings.clock);
    return synced(settings, source, timer);
  }

  static KeySupply synced(
      TokenValidatorBuilder settings, Source<VerifyingKeys> source, SyncTimer timer) {
    SyncPolicy policy =
        StalePolicy.syncPolicy(settings.staleKeys, settings.longestWait, SHORTEST_PERIOD);
    KeptKeys kept = settings.stateFolder == null ? null : kept(settings, settings.stateFolder);
    KeyJournal journal = new KeyJournal(announcer(settings), kept);
    Synced<VerifyingKeys> keys = new Synced<>(source, policy, timer, journal);
    if (kept != null) {
      Optional<String> ignored = kept.restoreInto(keys);
      if (ignored.isPresent()) {
        journal.ignoredSnapshot(ignored.get());
        timer.schedule(Duration.ZERO, journal::announceIgnoredSnapshot);
      }
      timer.schedule(Duration.ZERO, Engines::tellGains);
    }
    keys.start();
    return new FetchedKeys(keys, policy, journal);
  }

  /** One file for each issuer and address: two validators of one authority share it. */
  private static KeptKeys kept(TokenValidatorBuilder settings, Path folder) {
    String address = settings.jwksUri == null ? "by metadata" : settings.jwksUri.toString();
    return new KeptKeys(
        new StateDirectory(folder),
        settings.issuer + " " + address,
        reader(settings),
        settings.clock);
  }

  private static KeySetReader reader(TokenValidatorBuilder settings) {
    return new KeySetReader(Algorithm.joseNames(settings.allowedAlgorithms), settings.engines);
  }

  private static String read(Path file) {
    try (InputStream bytes = Files.newInputStream(file)) {
      byte[] content = bytes.readNBytes(MAX_FILE_BYTES + 1);
      if (content.length > MAX_FILE_BYTES) {
        throw new IllegalArgumentException(
            "keysFrom " + file + " is larger than 512 KiB: give a file of public keys alone");
      }
      return new String(content, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "keysFrom " + file + " cannot be read: give a file that is there and may be read", e);
    }
  }
}
