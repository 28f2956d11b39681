package dev.signet.authority.revocation;

import static dev.signet.authority.storage.TestRecords.everythingBefore;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.http.RawHttp;
import dev.signet.authority.revocation.StreamReader.Event;
import dev.signet.authority.storage.InMemoryStorage;
import dev.signet.authority.storage.NewRevocation;
import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import io.restassured.RestAssured;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RevocationStreamTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TokensIssuedBefore EVERYTHING = everythingBefore(RunningAuthority.START);

  private final RunningAuthority authority =
      new RunningAuthority()
          .with("SIGNET_LIMITS_IDLE_TIMEOUT", "10m")
          .with("SIGNET_LIMITS_STOP_TIMEOUT", "10m");
  private boolean running;

  private void start() {
    authority.start();
    running = true;
  }

  /** A list of some 12 MB: more than is on its way to a reader that takes nothing. */
  private void startWithALongList() {
    InMemoryStorage storage = new InMemoryStorage();
    for (int i = 0; i < 100_000; i++) {
      storage
          .revocations()
          .add(
              new NewRevocation(
                  EVERYTHING,
                  RunningAuthority.START.plusSeconds(86_400),
                  "a test",
                  RunningAuthority.START));
    }
    authority.over(storage);
    start();
  }

  @AfterEach
  void stop() {
    if (running) {
      running = false;
      authority.close();
    }
  }

  private void revoke() {
    authority
        .authority()
        .revocations()
        .revoke(EVERYTHING, new Revocations.Cause("a test", "a test"));
  }

  /** As {@code /revoke} does: it publishes at once, and waits for no stream. */
  private void revokeAndPublish() {
    revoke();
    authority.publishRevocations();
  }

  private void tickAfter(Duration time) {
    authority.advance(time);
    authority.followRevocations();
  }

  private StreamReader open() throws IOException {
    return StreamReader.open(authority.port());
  }

  private StreamReader open(String query, String headers) throws IOException {
    return StreamReader.open(authority.port(), query, headers);
  }

  private long listed() throws IOException {
    String jws = RestAssured.get(authority.url("/revocations")).asString();
    return JSON.readTree(Base64.getUrlDecoder().decode(jws.split("\\.", -1)[1]))
        .path("seq")
        .longValue();
  }

  private static void assertDelta(Event event, long from, long to) throws IOException {
    assertThat(event.name()).isEqualTo("delta");
    assertThat(event.type()).isEqualTo("revocation-delta+jwt");
    assertThat(event.id()).isEqualTo(to);
    assertThat(event.claims().path("from").longValue()).isEqualTo(from);
    assertThat(event.claims().path("to").longValue()).isEqualTo(to);
  }

  private static void assertList(Event event, long seq) throws IOException {
    assertThat(event.name()).isEqualTo("list");
    assertThat(event.type()).isEqualTo("revocation-list+jwt");
    assertThat(event.id()).isEqualTo(seq);
    assertThat(event.claims().path("seq").longValue()).isEqualTo(seq);
  }

  @Test
  void tellsAtOnceWhereItStands() throws IOException {
    start();
    revokeAndPublish();

    try (StreamReader reader = open()) {
      Answer head = reader.head();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("content-type")).isEqualTo("text/event-stream");
      assertThat(head.header("cache-control")).isEqualTo("no-store");
      assertThat(head.header("access-control-allow-origin")).isEqualTo("*");
      assertThat(head.header("x-accel-buffering")).isEqualTo("no");
      assertThat(head.header("content-encoding")).isEmpty();
      assertDelta(reader.next(), 1, 1);
    }
  }

  @Test
  void sendsEachChangeAsItIsPublished() throws IOException {
    start();
    try (StreamReader reader = open()) {
      reader.next();

      for (long change = 1; change <= 20; change++) {
        revokeAndPublish();

        Event event = reader.next();
        assertDelta(event, change - 1, change);
        assertThat(event.claims().path("added").path("rules")).hasSize(1);
        assertThat(listed()).isGreaterThanOrEqualTo(event.id());
      }
    }
  }

  @Test
  void sendsWhatAnotherProcessChangedWithTheNextTick() throws IOException {
    start();
    try (StreamReader reader = open()) {
      reader.next();
      revoke();

      authority.followRevocations();

      assertDelta(reader.next(), 0, 1);
    }
  }

  @Test
  void renewsBeliefAtLeastEveryFiveSeconds() throws IOException {
    start();
    try (StreamReader reader = open();
        StreamReader other = open()) {
      reader.next();
      other.next();
      tickAfter(Duration.ofMillis(2_999));
      tickAfter(Duration.ofMillis(1));

      Event beat = reader.next();
      assertDelta(beat, 0, 0);
      assertThat(beat.claims().path("iat").longValue())
          .isEqualTo(RunningAuthority.START.plusSeconds(3).getEpochSecond());
      assertThat(other.next()).as("signed once for all").isEqualTo(beat);

      long last = beat.claims().path("iat").longValue();
      for (int beats = 0; beats < 3; beats++) {
        for (int second = 0; second < 3; second++) {
          tickAfter(Duration.ofSeconds(1));
        }
        long next = reader.next().claims().path("iat").longValue();
        assertThat(next - last).isBetween(1L, 5L);
        last = next;
      }
    }
  }

  @Test
  void beatsOnWhenTheClockIsSetBack() throws IOException {
    start();
    try (StreamReader reader = open()) {
      reader.next();

      tickAfter(Duration.ofHours(-1));

      assertDelta(reader.next(), 0, 0);
    }
  }

  @Test
  void resumesFromTheStateThatTheReaderHolds() throws IOException {
    start();
    for (int i = 0; i < 3; i++) {
      revokeAndPublish();
    }

    try (StreamReader byHeader = open("", "Last-Event-ID: 1\r\n");
        StreamReader byQuery = open("?since=2", "");
        StreamReader byBoth = open("?since=0", "Last-Event-ID: 3\r\n")) {
      Event event = byHeader.next();
      assertDelta(event, 1, 3);
      assertThat(event.claims().path("added").path("rules")).hasSize(2);
      assertDelta(byQuery.next(), 2, 3);
      assertDelta(byBoth.next(), 3, 3);
      revokeAndPublish();
      for (StreamReader reader : List.of(byHeader, byQuery, byBoth)) {
        assertDelta(reader.next(), 3, 4);
      }
    }
  }

  @Test
  void sendsTheFullListWhereNoWayIsKnown() throws IOException {
    start();
    revokeAndPublish();

    try (StreamReader reader = open("?since=7", "")) {
      assertList(reader.next(), 1);
      revokeAndPublish();
      assertDelta(reader.next(), 1, 2);

      authority.authority().renumbering().after(0);
      authority.followRevocations();

      assertList(reader.next(), 1_000_002);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "1.0", "9999999999999999999"})
  void refusesAStateThatIsNoNumber(String seq) throws IOException {
    start();
    for (String request :
        List.of(
            RawHttp.request("GET /revocations/stream?since=" + seq, "", ""),
            RawHttp.request("GET /revocations/stream", "Last-Event-ID: " + seq + "\r\n", ""))) {
      Answer answer = RawHttp.exchange(authority.port(), request);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("invalid_request");
    }
    assertThat(authority.openStreams()).isZero();
  }

  @Test
  void answersHeadWithTheFieldsOfGetAndTakesNoOtherMethod() throws IOException {
    start();
    try (RawHttp connection = new RawHttp(authority.port())) {
      for (String method : List.of("HEAD", "HEAD", "OPTIONS", "POST")) {
        String request = RawHttp.request(method + " /revocations/stream", "", "");
        Answer answer = connection.send(request).readChecked(request);

        assertThat(answer.status()).as(method).isEqualTo(method.equals("HEAD") ? 200 : 405);
      }
    }
    assertThat(authority.openStreams()).isZero();
  }

  @Test
  void refusesMoreStreamsThanAreAllowedUntilOneEnds() throws IOException {
    authority.with("SIGNET_REVOCATIONS_STREAMS", "2");
    start();
    try (StreamReader stays = open()) {
      stays.next();
      try (StreamReader leaves = open()) {
        leaves.next();
        String request = RawHttp.request("GET /revocations/stream", "", "");
        Answer refused = RawHttp.exchange(authority.port(), request);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("retry-after")).isEqualTo("10");
        assertThat(authority.openStreams()).isEqualTo(2);
      }
      for (int beats = 0; authority.openStreams() > 1 && beats < 1_000; beats++) {
        tickAfter(Duration.ofSeconds(3));
        stays.next();
      }
      try (StreamReader comes = open()) {
        assertThat(comes.head().status()).isEqualTo(200);
      }
    }
  }

  /** Asks for the list, and takes none of it. */
  private Socket openWithoutReading() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), authority.port()));
    socket
        .getOutputStream()
        .write(RawHttp.request("GET /revocations/stream?since=999999", "", "").getBytes(US_ASCII));
    return socket;
  }

  private void awaitStreams(StreamReader pace, int number) throws IOException {
    for (int beats = 0; authority.openStreams() != number && beats < 1_000; beats++) {
      tickAfter(Duration.ofSeconds(3));
      pace.next();
    }
    assertThat(authority.openStreams()).isEqualTo(number);
  }

  @Test
  void dropsAReaderThatTakesNothingAndServesTheOthers() throws IOException {
    startWithALongList();
    try (StreamReader reader = open()) {
      reader.next();
      try (Socket slow = openWithoutReading()) {
        awaitStreams(reader, 2);

        awaitStreams(reader, 1);

        revokeAndPublish();
        assertDelta(reader.next(), 100_000, 100_001);
        assertThat(slow.getInputStream().readAllBytes().length).isLessThan(12_000_000);
      }
    }
  }

  @Test
  void givesTheWholeListToAReaderThatTakesIt() throws IOException {
    startWithALongList();

    try (StreamReader reader = open("?since=999999", "")) {
      Event event = reader.next();

      assertList(event, 100_000);
      assertThat(event.claims().path("rules")).hasSize(100_000);
    }
  }

  @Test
  void endsStreamsInGoodOrderWhenItStopsAndWaitsForNone() throws IOException {
    startWithALongList();
    try (StreamReader reader = open();
        Socket slow = openWithoutReading()) {
      reader.next();
      awaitStreams(reader, 2);

      stop();

      assertThat(reader.endsInGoodOrder()).isTrue();
      assertThat(slow.getInputStream().readAllBytes().length).isLessThan(12_000_000);
    }
  }

  @Test
  void serves1000ReadersWithoutAThreadForEach() throws IOException {
    start();
    int before = ManagementFactory.getThreadMXBean().getThreadCount();
    List<StreamReader> readers = new ArrayList<>();
    try {
      for (int i = 0; i < 1_000; i++) {
        StreamReader reader = open();
        readers.add(reader);
        assertDelta(reader.next(), 0, 0);
      }
      assertThat(authority.openStreams()).isEqualTo(1_000);

      revokeAndPublish();

      Set<String> documents = new TreeSet<>();
      for (StreamReader reader : readers) {
        documents.add(reader.next().jws());
      }
      assertThat(documents).as("signed once for all").hasSize(1);
      assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(before + 100);
      stop();
      for (StreamReader reader : readers) {
        assertThat(reader.endsInGoodOrder()).isTrue();
      }
    } finally {
      for (StreamReader reader : readers) {
        reader.close();
      }
    }
  }

  @Test
  void isNamedInTheMetadata() {
    start();
    JsonNode metadata =
        ContractFilter.answer(
                RestAssured.given()
                    .filter(ContractFilter.both())
                    .get(authority.url("/.well-known/oauth-authorization-server")))
            .json();

    assertThat(metadata.path("revocation_stream_uri").asText())
        .isEqualTo(RunningAuthority.ISSUER + "/revocations/stream");
  }
}
