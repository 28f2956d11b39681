package dev.signet.benchmarks.proofs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.signet.benchmarks.peers.Peer;
import dev.signet.benchmarks.tokens.PresentedToken;
import dev.signet.benchmarks.tokens.ProofMint;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenMint;
import dev.signet.validator.ResourceRequest;
import dev.signet.validator.TokenValidator;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Hands a validator one request after another, with a proof each or none.
 *
 * <p>At the end of the pool the validator is replaced, as it takes no proof twice. The texts are
 * fresh each time, as from a connection. Both happen in {@link #prepare}, before the meter runs.
 */
final class RequestWalk {
  /** Checks of one turn. */
  static final int TURN = 16;

  private static final int POOL_REQUESTS = 2048;
  private static final String METHOD = "GET";
  private static final String URI = "https://orders.example.org/orders";

  private final Supplier<TokenValidator> fresh;
  private final List<Sent> pool;
  private final ResourceRequest[] turn = new ResourceRequest[TURN];
  private TokenValidator validator;
  private int next;

  private RequestWalk(Supplier<TokenValidator> fresh, List<Sent> pool) {
    this.fresh = fresh;
    this.pool = pool;
    this.validator = fresh.get();
  }

  /** What stands in the headers of a request. */
  private record Sent(String authorization, List<String> proofs) {}

  /** Requests with tokens that are bound to a key, and a proof of it each. */
  static RequestWalk proving(TokenMint mint, SignatureProvider provider, BoundToken known) {
    ProofMint holder = new ProofMint(mint.algorithm(), mint.now());
    String seen = bound(mint, holder).text();
    Supplier<Sent> request =
        () -> {
          ProofMint one =
              known == BoundToken.NEW_OF_A_NEW_KEY
                  ? new ProofMint(mint.algorithm(), mint.now())
                  : holder;
          String token = known == BoundToken.SEEN ? seen : bound(mint, one).text();
          return new Sent("DPoP " + token, List.of(one.proof(METHOD, URI, token)));
        };
    return new RequestWalk(fresh(mint, provider), pool(request));
  }

  /** Requests with bearer tokens, known as well. */
  static RequestWalk bearing(TokenMint mint, SignatureProvider provider, BoundToken known) {
    String seen = mint.sign(mint.claims()).text();
    Supplier<Sent> request =
        () ->
            new Sent(
                "Bearer " + (known == BoundToken.SEEN ? seen : mint.sign(mint.claims()).text()),
                List.of());
    return new RequestWalk(fresh(mint, provider), pool(request));
  }

  private static PresentedToken bound(TokenMint mint, ProofMint holder) {
    Map<String, Object> claims = mint.claims();
    claims.put("cnf", holder.confirmation());
    return mint.sign(claims);
  }

  private static List<Sent> pool(Supplier<Sent> request) {
    return Stream.generate(request).limit(POOL_REQUESTS).parallel().toList();
  }

  /** The proofs are of one moment: to the validator it is that moment for ever. */
  private static Supplier<TokenValidator> fresh(TokenMint mint, SignatureProvider provider) {
    Clock clock = Clock.fixed(mint.now(), ZoneOffset.UTC);
    return () -> Peer.signet(provider).validator(mint).clock(clock).build();
  }

  /** Lays the requests of the next turn ready. */
  void prepare() {
    if (next == pool.size()) {
      next = 0;
      validator = fresh.get();
    }
    for (int i = 0; i < TURN; i++) {
      Sent sent = pool.get(next++);
      turn[i] =
          ResourceRequest.of(METHOD, URI)
              .authorization(List.of(copy(sent.authorization())))
              .proofs(sent.proofs().stream().map(RequestWalk::copy).toList());
    }
  }

  /** Checks the requests of the turn. */
  void check(Blackhole consumed) {
    for (ResourceRequest request : turn) {
      consumed.consume(validator.check(request).orThrow());
    }
  }

  private static String copy(String text) {
    return new String(text.getBytes(ISO_8859_1), ISO_8859_1);
  }
}
