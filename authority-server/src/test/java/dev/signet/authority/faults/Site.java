package dev.signet.authority.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.Authority;
import dev.signet.authority.faults.Promise.Standing;
import dev.signet.authority.process.AuthorityHome;
import dev.signet.authority.process.TokenClient;
import dev.signet.authority.process.Waiting;
import dev.signet.authority.storage.TokenReader;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Nodes of one authority under traffic, and what they promised. For one thread. */
final class Site implements AutoCloseable {
  /** Of a list with a ttl of a second; the metadata of the authority says so too. */
  static final Duration BOUND = Duration.ofSeconds(7);

  private static final int ASKED_AGAIN = 200;

  private final List<Node> nodes = new ArrayList<>();
  private final AuthorityHome home;
  private final String secret;
  private final Reach database = new Reach();
  private final Promises promises = new Promises(BOUND);
  private final Traffic traffic;

  /** Makes it in a home whose database can be reached; there is no node yet. */
  Site(AuthorityHome home, long seed) {
    this.home = withLongTokens(home);
    this.secret = this.home.addApplication("traffic");
    this.traffic = new Traffic(promises, database, seed);
  }

  /** Tokens that outlive the test, and lists that are asked for each second. */
  private static AuthorityHome withLongTokens(AuthorityHome home) {
    return home.with("SIGNET_TOKENS_LONGEST_LIFETIME", "24h")
        .with("SIGNET_TOKENS_LIFETIME", "12h")
        .with("SIGNET_REVOCATIONS_TTL", "1s");
  }

  /** Starts another node and sends traffic to it; the first is the issuer of all. */
  Node addNode() {
    AuthorityHome place = nodes.isEmpty() ? home : home.sibling();
    Node node = new Node("node " + nodes.size(), new TokenClient(place, "traffic", secret));
    nodes.add(node);
    node.start();
    assertThat(node.client().effectiveWithin()).isEqualTo(BOUND);
    traffic.add(node);
    traffic.awaitProgress(node);
    return node;
  }

  /** Whether revocations can get from node to node. */
  Reach database() {
    return database;
  }

  Traffic traffic() {
    return traffic;
  }

  /** After a fault: everything goes on by itself, and nothing that was answered was untrue. */
  void assertUnharmed() {
    nodes.forEach(node -> Waiting.until(node.name() + " is ready", node::isReady));
    traffic.awaitProgress();
    assertThat(promises.violations()).isEmpty();
  }

  /** With the traffic at an end: each promise is kept by the database and by each node. */
  void assertAllKept() throws IOException, InterruptedException {
    traffic.close();
    List<Promise> all = promises.all();
    assertThat(all).extracting(Promise::standing).contains(Standing.LIVE, Standing.REVOKED);
    try (Authority authority = home.open()) {
      TokenReader records = authority.storage().tokenReader();
      assertThat(records.find("never-issued")).isEmpty();
      all.forEach(each -> promises.recorded(each, records.find(each.jti()).isPresent()));
    }
    for (Node node : nodes) {
      askEachOf(node, all);
      askSomeOf(node, all);
    }
    assertThat(promises.violations()).isEmpty();
  }

  /** By the list that a node publishes now, to somebody who knew nothing before. */
  private void askEachOf(Node node, List<Promise> all) {
    try (TokenValidator validator = node.newValidator()) {
      assertThat(validator.awaitKeys(Duration.ofSeconds(30))).isTrue();
      for (Promise each : all) {
        Verdict verdict = validator.checkToken(each.token());
        promises.settled(node.name() + "'s list", each, verdict instanceof Verdict.Accepted);
      }
    }
  }

  private void askSomeOf(Node node, List<Promise> all) throws IOException, InterruptedException {
    int step = Math.max(1, all.size() / ASKED_AGAIN);
    for (int i = 0; i < all.size(); i += step) {
      promises.settled(node.name(), all.get(i), isActive(node, all.get(i)));
    }
  }

  /** A node that cannot judge says so, and is asked again. */
  private static boolean isActive(Node node, Promise promise)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Optional<Boolean> active = node.client().isActive(promise.token());
    while (active.isEmpty() && System.nanoTime() - start < BOUND.toNanos()) {
      Waiting.pause();
      active = node.client().isActive(promise.token());
    }
    return active.orElseThrow(() -> new AssertionError(node.name() + " does not judge"));
  }

  @Override
  public void close() {
    traffic.close();
    nodes.forEach(Node::close);
  }
}
