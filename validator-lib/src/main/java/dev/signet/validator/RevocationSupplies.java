package dev.signet.validator;

import dev.signet.validator.disk.StateDirectory;
import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.http.KnownMetadata;
import dev.signet.validator.revocation.Offer;
import dev.signet.validator.revocation.PublishedRevocations;
import dev.signet.validator.revocation.RevocationAddress;
import dev.signet.validator.revocation.RevocationReader;
import dev.signet.validator.revocation.supply.FetchedRevocations;
import dev.signet.validator.revocation.supply.KeptRevocations;
import dev.signet.validator.revocation.supply.RevocationJournal;
import dev.signet.validator.revocation.supply.RevocationSupply;
import dev.signet.validator.revocation.supply.UnaskedRevocations;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.sync.DaemonTimer;
import dev.signet.validator.sync.Source;
import dev.signet.validator.sync.SyncPolicy;
import dev.signet.validator.sync.SyncTimer;
import dev.signet.validator.sync.Synced;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides from the builder's settings where revocations come from. They have a thread and
 * connections of their own: a list that is slow to come never delays the keys.
 */
final class RevocationSupplies {
  private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);
  private static final BoundedHttp.Limits OF_LISTS =
      new BoundedHttp.Limits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          PublishedRevocations.MAX_BYTES);

  private RevocationSupplies() {}

  static void refuseContradictions(TokenValidatorBuilder settings) {
    if (settings.asksMetadata()) {
      SettingRules.refuse(
          settings.revocationListUri,
          "revocationListUri is for jwksUri or shared keys: leave it out, the metadata names the"
              + " list");
    } else if (settings.revocationListUri == null) {
      SettingRules.refuse(
          settings.staleRevocations,
          "staleRevocations is for fetched revocations: give revocationListUri, or leave it out");
    }
  }

  static RevocationSupply of(TokenValidatorBuilder settings, KeySupply keys) {
    boolean asked = settings.asksMetadata() || settings.revocationListUri != null;
    return asked
        ? fetched(
            settings,
            keys,
            KeySupplies.http(settings, BoundedHttp.Limits.usual()),
            KeySupplies.http(settings, OF_LISTS),
            new DaemonTimer("signet-validator-revocations", settings.clock))
        : new UnaskedRevocations();
  }

  static RevocationSupply fetched(
      TokenValidatorBuilder settings,
      KeySupply keys,
      BoundedHttp ofMetadata,
      BoundedHttp ofLists,
      SyncTimer timer) {
    RevocationAddress address =
        new RevocationAddress(
            Optional.ofNullable(settings.revocationListUri),
            new KnownMetadata(settings.issuer, ofMetadata, settings.clock));
    RevocationReader reader =
        new RevocationReader(settings.issuer, settings.algorithmNames(), keys, settings.clock);
    PublishedRevocations source =
        new PublishedRevocations(
            address, reader, keys, ofLists, settings.clock, settings.clockSkew);
    Path folder = settings.stateFolder;
    KeptRevocations kept = folder == null ? null : kept(settings, folder, reader);
    return synced(settings, keys, source, kept, timer);
  }

  /** Two files for each issuer and address: two validators of one authority share them. */
  private static KeptRevocations kept(
      TokenValidatorBuilder settings, Path folder, RevocationReader reader) {
    URI address = settings.revocationListUri;
    return new KeptRevocations(
        new StateDirectory(folder, KeptRevocations.MAX_MEBIBYTES),
        new KeptRevocations.Origin(
            settings.issuer, address == null ? "by metadata" : address.toString()),
        reader,
        settings.clock,
        settings.clockSkew);
  }

  /** Nothing is fetched before there are keys: without them no list can be believed. */
  private static RevocationSupply synced(
      TokenValidatorBuilder settings,
      KeySupply keys,
      Source<Offer> source,
      @Nullable KeptRevocations kept,
      SyncTimer timer) {
    SyncPolicy policy =
        StalePolicy.syncPolicy(settings.staleRevocations, settings.longestWait, SHORTEST_PERIOD);
    RevocationJournal journal = new RevocationJournal(KeySupplies.announcer(settings), kept);
    Synced<Offer> offers = new Synced<>(source, policy, timer, journal);
    Runnable begin =
        () -> {
          journal.restoreInto(offers);
          timer.schedule(Duration.ZERO, journal::announceIgnoredSnapshot);
          offers.start();
        };
    if (keys.await(Duration.ZERO)) {
      begin.run();
    } else {
      keys.whenUsable(() -> timer.schedule(Duration.ZERO, begin));
    }
    return new FetchedRevocations(offers, journal);
  }
}
