package dev.signet.validator.revocation;

import static dev.signet.validator.revocation.PublishedRevocations.DELTA;
import static dev.signet.validator.revocation.PublishedRevocations.LIST;
import static dev.signet.validator.revocation.TestDocument.NOW;
import static dev.signet.validator.revocation.TestDocument.delta;
import static dev.signet.validator.revocation.TestDocument.list;
import static dev.signet.validator.revocation.TestDocument.names;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.TestKey;
import dev.signet.validator.document.DocumentReader;
import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.http.KnownMetadata;
import dev.signet.validator.keys.BadKeySetException;
import dev.signet.validator.keys.KeySetReader;
import dev.signet.validator.keys.VerifyingKeys;
import dev.signet.validator.supply.Announcer;
import dev.signet.validator.supply.FetchedKeys;
import dev.signet.validator.supply.KeyJournal;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.sync.HandTimer;
import dev.signet.validator.sync.RejectedUpdateException;
import dev.signet.validator.sync.ScriptedSource;
import dev.signet.validator.sync.SyncPolicy;
import dev.signet.validator.sync.Synced;
import dev.signet.validator.sync.Update;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a list is fetched, and that nothing but a better one is taken. */
class PublishedRevocationsTest {
  private static final String ADDRESS = ScriptedMirror.ADDRESS;
  private static final TestToken TOKEN = TestToken.valid();
  private static final Duration SKEW = Duration.ofSeconds(10);

  private final ScriptedMirror mirror = new ScriptedMirror();
  private final BoundedHttp http = new BoundedHttp(mirror, DocumentReader.MAX_BYTES);
  private KeySupply keys = TestDocument.keys();

  @Test
  void fetchesTheFullListFirst() throws IOException {
    mirror.answers(ADDRESS, LIST, list(5).tokens("3q2-7w").claim("ttl", "7"));

    Update<Offer> update = fetch(null);

    assertThat(offered(update).revokes(TOKEN.revocable())).isTrue();
    assertThat(update.maxAge()).hasValue(Duration.ofSeconds(7));
    assertThat(mirror.requests()).containsExactly(ADDRESS + " " + LIST);
  }

  @Test
  void asksForWhatChangedSince() throws IOException {
    String added = "{\"tokens\":" + names(List.of("3q2-7w")) + "}";
    mirror.answers(ADDRESS + "?since=5", DELTA, delta(5, 6).claim("added", added));

    RevocationList next = offered(fetch(held(list(5))));

    assertThat(next.sequence()).isEqualTo(6);
    assertThat(next.revokes(TOKEN.revocable())).isTrue();
    assertThat(mirror.requests()).containsExactly(ADDRESS + "?since=5 " + DELTA + ", " + LIST);
  }

  @Test
  void addsToAQueryThatIsThere() throws IOException {
    mirror.metadata(ADDRESS + "?tenant=a");
    mirror.answers(ADDRESS + "?tenant=a&since=5", DELTA, delta(5, 5));

    assertThat(offered(fetch(held(list(5)))).sequence()).isEqualTo(5);
  }

  @Test
  void takesTheFullListOfAMirrorThatIgnoresTheQuery() throws IOException {
    mirror.answers(ADDRESS + "?since=5", LIST + "; charset=utf-8", list(7));

    assertThat(offered(fetch(held(list(5)))).sequence()).isEqualTo(7);
  }

  @Test
  void isConfirmedByAMirrorWithoutTheListAgain() throws IOException {
    PublishedRevocations source = source();
    mirror.etag("\"v5\"");
    mirror.answers(ADDRESS, LIST, list(5));
    mirror.answers(ADDRESS + "?since=5", LIST, list(5));

    Update<Offer> first = source.fetch(null);
    Update<Offer> second = source.fetch(first.value().orElseThrow());

    assertThat(second.value()).isEqualTo(first.value());
    assertThat(second.document()).isEmpty();
    assertThat(mirror.requests().get(1)).endsWith(" \"v5\"");
  }

  @Test
  void isAsOldAsItsSignatureByMoreThanTheClocksMayDiffer() throws IOException {
    mirror.answers(ADDRESS, LIST, list(5).claim("iat", NOW.minusSeconds(70)));
    assertThat(fetch(null).age()).isEqualTo(Duration.ofMinutes(1));

    mirror.answers(ADDRESS, LIST, list(5).claim("iat", NOW.minusSeconds(10)));
    assertThat(fetch(null).age()).isZero();
    mirror.answers(ADDRESS, LIST, list(5).claim("iat", NOW.plusSeconds(10)));
    assertThat(fetch(null).age()).isZero();
    assertThat(fetch(null).expiresAt()).contains(NOW.plusSeconds(86_400));
  }

  @Test
  void isMadeNoYoungerByAReplayNorByAnAnswerThatNobodySigned() throws IOException {
    Instant signed = NOW.minusSeconds(70);
    mirror.etag("\"v5\"");
    mirror.answers(ADDRESS, LIST, list(5).claim("iat", signed));
    mirror.answers(ADDRESS + "?since=5", LIST, list(5).claim("iat", signed));
    PublishedRevocations source = source();
    Update<Offer> first = source.fetch(null);

    Update<Offer> confirmed = source.fetch(first.value().orElseThrow());
    Update<Offer> replayed = source().fetch(first.value().orElseThrow());

    assertThat(mirror.requests().get(1)).endsWith(" \"v5\"");
    assertThat(confirmed.age()).isEqualTo(Duration.ofMinutes(1));
    assertThat(replayed.age()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void isRenewedByASignedHeartbeat() throws IOException {
    Offer held = held(list(5).claim("iat", NOW.minusSeconds(3600)));
    mirror.answers(ADDRESS + "?since=5", DELTA, delta(5, 5).claim("iat", NOW));

    assertThat(fetch(held).age()).isZero();
  }

  @Test
  void asksForTheFullListWhenADeltaDoesNotFit() throws IOException {
    for (TestDocument bad : List.of(delta(4, 6), delta(5, 6).without("salt"))) {
      mirror.answers(ADDRESS + "?since=5", DELTA, bad);
      mirror.answers(ADDRESS, LIST, list(6));

      assertThat(offered(fetch(held(list(5)))).sequence()).isEqualTo(6);
    }
  }

  @Test
  void refusesAMediaTypeThatDoesNotAgreeWithTheType() {
    mirror.answers(ADDRESS, LIST, delta(5, 6));
    assertRejected(null, "wrong_type");

    mirror.answers(ADDRESS, DELTA, list(5));
    assertRejected(null, "media type");

    mirror.answers(ADDRESS, "application/jwt", list(5));
    assertRejected(null, "media type");
  }

  @Test
  void keepsTheListHeldWhateverElseComes() throws IOException {
    // G02, G03, G04, G05
    Offer held = held(list(5).tokens("3q2-7w"));
    List<TestDocument> worse =
        List.of(
            list(9).forgedBy(TestKey.generate("ed-1", "Ed25519")),
            list(9).claim("iss", "\"https://other.example.com\""),
            list(9).header("typ", "\"at+jwt\""),
            list(9).claim("exp", NOW),
            list(4).tokens("3q2-7w"),
            list(5));
    for (TestDocument document : worse) {
      mirror.answers(ADDRESS + "?since=5", LIST, document);

      assertRejected(held, "");
    }
  }

  @Test
  void aSilentAuthorityIsNoRejection() throws IOException {
    Offer held = held(list(5));

    assertThatThrownBy(() -> fetch(held))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(RejectedUpdateException.class);
  }

  @Test
  void looksForANewAddressAfterAFailure() throws IOException {
    PublishedRevocations source = source();
    assertThatThrownBy(() -> source.fetch(null)).isInstanceOf(IOException.class);
    mirror.metadata(ADDRESS + "/moved");
    mirror.answers(ADDRESS + "/moved", LIST, list(5));

    assertThat(offered(source.fetch(null)).sequence()).isEqualTo(5);
  }

  @Test
  void knowsAnAuthorityThatOffersNone() throws IOException {
    mirror.metadata(null);

    assertThat(fetch(null).value()).hasValue(Offer.NONE);
    assertThat(fetch(Offer.NONE).value()).hasValue(Offer.NONE);
    assertThat(mirror.requests()).isEmpty();
  }

  @Test
  void metadataCannotTakeASignedListBack() throws IOException {
    mirror.metadata(null);

    assertRejected(held(list(5)), "offers no revocations any more");
  }

  @Test
  void takesAnyGoodListOnceTheOneHeldHasExpired() throws IOException {
    Offer held = held(list(5).claim("exp", NOW.plusSeconds(1)));
    mirror.answers(ADDRESS, LIST, list(3).claim("exp", NOW.plusSeconds(9)));

    Clock atExpiry = Clock.fixed(NOW.plusSeconds(1), ZoneOffset.UTC);

    assertThat(offered(source(atExpiry).fetch(held)).sequence()).isEqualTo(3);
  }

  @Test
  void takesAnyGoodListOnceTheKeyOfTheOneHeldHasGone() throws Exception {
    Offer held = held(list(5_000_000).signedBy(TestKey.RS256));
    mirror.answers(ADDRESS + "?since=5000000", LIST, list(3));
    assertRejected(held, "older than the one held");

    keys = publishing(TestKey.ED25519);
    mirror.answers(ADDRESS, LIST, list(3));

    assertThat(offered(fetch(held)).sequence()).isEqualTo(3);
  }

  private void assertRejected(@Nullable Offer held, String why) {
    assertThatThrownBy(() -> fetch(held))
        .isInstanceOf(RejectedUpdateException.class)
        .hasMessageContaining(why);
  }

  private Update<Offer> fetch(@Nullable Offer held) throws IOException {
    return source().fetch(held);
  }

  private PublishedRevocations source() {
    return source(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private PublishedRevocations source(Clock clock) {
    RevocationReader reader =
        new RevocationReader(TestDocument.ISSUER, TestDocument.ALGORITHMS, keys, clock);
    return new PublishedRevocations(
        new RevocationAddress(
            Optional.empty(), new KnownMetadata(TestDocument.ISSUER, http, clock)),
        reader,
        keys,
        http,
        clock,
        SKEW);
  }

  private static Offer held(TestDocument list) throws IOException {
    return Offer.of(TestDocument.reader().readList(list.body()), list.body());
  }

  private static RevocationList offered(Update<Offer> update) {
    return update.value().orElseThrow().list().orElseThrow();
  }

  /** Keys as they are fetched, which can go. */
  private static KeySupply publishing(TestKey... published) throws BadKeySetException {
    ScriptedSource<VerifyingKeys> source = new ScriptedSource<>();
    source.answers(
        new KeySetReader(TestDocument.ALGORITHMS).readSet(TestKey.set(published).getBytes(UTF_8)));
    SyncPolicy policy = new SyncPolicy(Duration.ofHours(24), true, Duration.ZERO);
    HandTimer timer = new HandTimer();
    Synced<VerifyingKeys> synced = new Synced<>(source, policy, timer);
    synced.start();
    timer.advance(Duration.ZERO);
    return new FetchedKeys(
        synced, policy, new KeyJournal(new Announcer(event -> {}, timer.clock()), null));
  }
}
