package dev.signet.validator;

import dev.signet.validator.disk.StateDirectory;
import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.http.KnownMetadata;
import dev.signet.validator.http.StreamingHttp;
import dev.signet.validator.revocation.Offer;
import dev.signet.validator.revocation.PublishedRevocations;
import dev.signet.validator.revocation.RevocationAddress;
import dev.signet.validator.revocation.RevocationReader;
import dev.signet.validator.revocation.stream.RevocationStream;
import dev.signet.validator.revocation.supply.FetchedRevocations;
import dev.signet.validator.revocation.supply.KeptRevocations;
import dev.signet.validator.revocation.supply.PushedRevocations;
import dev.signet.validator.revocation.supply.Reports;
import dev.signet.validator.revocation.supply.RevocationJournal;
import dev.signet.validator.revocation.supply.RevocationSupply;
import dev.signet.validator.revocation.supply.UnaskedRevocations;
import dev.signet.validator.settings.SettingRules;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.sync.DaemonTimer;
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

  /** The header by which a reader of the list says who it is. */
  private static final String REPORTER = "Signet-Validator";

  /** A document, and the names of its fields. */
  private static final int MAX_EVENT_BYTES = PublishedRevocations.MAX_BYTES + 1024;

  private static final BoundedHttp.Limits OF_LISTS =
      new BoundedHttp.Limits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          PublishedRevocations.MAX_BYTES);

  private RevocationSupplies() {}

  static void refuseContradictions(TokenValidatorBuilder settings) {
    if (asksMetadata(settings)) {
      SettingRules.refuse(
          settings.revocationListUri,
          "revocationListUri is for jwksUri or shared keys: leave it out, the metadata names the"
              + " list");
    } else if (settings.revocationListUri == null) {
      SettingRules.refuse(
          settings.staleRevocations,
          "staleRevocations is for fetched revocations: give revocationListUri, or leave it out");
      SettingRules.refuse(
          settings.reportAs,
          "reportAs is for fetched revocations: give revocationListUri, or leave it out");
    }
  }

  private static boolean asksMetadata(TokenValidatorBuilder settings) {
    return settings.sharedKeys == null
        && settings.sharedKeysFile == null
        && settings.jwksUri == null;
  }

  static RevocationSupply of(TokenValidatorBuilder settings, KeySupply keys) {
    boolean asked = asksMetadata(settings) || settings.revocationListUri != null;
    return asked
        ? fetched(
            settings,
            keys,
            KeySupplies.http(settings, BoundedHttp.Limits.usual()),
            KeySupplies.http(settings, OF_LISTS),
            new DaemonTimer("signet-validator-revocations", settings.clock),
            stream(settings))
        : new UnaskedRevocations();
  }

  /** None where no metadata is asked, as nothing else names one, and a transport cannot stream. */
  private static @Nullable RevocationStream stream(TokenValidatorBuilder settings) {
    boolean listens = settings.revocationStream && settings.transport == null;
    return listens && settings.revocationListUri == null
        ? new RevocationStream(
            new StreamingHttp(StreamingHttp.Limits.usual()),
            new DaemonTimer("signet-validator-stream", settings.clock),
            MAX_EVENT_BYTES)
        : null;
  }

  static RevocationSupply fetched(
      TokenValidatorBuilder settings,
      KeySupply keys,
      BoundedHttp ofMetadata,
      BoundedHttp ofLists,
      SyncTimer timer,
      @Nullable RevocationStream stream) {
    RevocationAddress address =
        new RevocationAddress(
            Optional.ofNullable(settings.revocationListUri),
            new KnownMetadata(settings.issuer, ofMetadata, settings.clock),
            stream == null ? uri -> {} : stream::follow);
    RevocationReader reader =
        new RevocationReader(
            settings.issuer, Algorithm.joseNames(settings.allowedAlgorithms), keys, settings.clock);
    String name = settings.reportAs;
    BoundedHttp http = name == null ? ofLists : ofLists.saying(REPORTER, name);
    PublishedRevocations source =
        new PublishedRevocations(address, reader, keys, http, settings.clock, settings.clockSkew);
    Path folder = settings.stateFolder;
    KeptRevocations kept = folder == null ? null : kept(settings, folder, reader);
    RevocationJournal journal = new RevocationJournal(KeySupplies.announcer(settings), kept);
    Synced<Offer> offers = new Synced<>(source, policy(settings), timer, journal);
    Reports reports = name == null ? null : new Reports(address, http, timer);
    if (stream != null) {
      PushedRevocations pushed = new PushedRevocations(offers, source, timer, reports);
      offers.whenFirst(() -> stream.start(pushed));
    }
    beginWithKeys(keys, offers, journal, timer);
    return new FetchedRevocations(offers, journal, settings.clock, stream, reports);
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

  private static SyncPolicy policy(TokenValidatorBuilder settings) {
    return StalePolicy.syncPolicy(settings.staleRevocations, settings.longestWait, SHORTEST_PERIOD)
        .punctually();
  }

  /** Nothing is fetched before there are keys: without them no list can be believed. */
  private static void beginWithKeys(
      KeySupply keys, Synced<Offer> offers, RevocationJournal journal, SyncTimer timer) {
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
  }
}
