package dev.signet.benchmarks.quota;

import dev.signet.validator.Holder;
import dev.signet.validator.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Accepted tokens of many holders, each with an allowance that a measurement does not use up. */
final class CallingHolders {
  private static final Map<String, Object> QUOTA =
      Map.of("of", "sub", "limit", 1_000_000_000L, "window", 3_600L);

  private final List<Token> tokens = new ArrayList<>();

  CallingHolders(int holders, Instant now) {
    for (int i = 0; i < holders; i++) {
      tokens.add(
          new Token(
              "https://auth.example.com",
              Set.of("https://api.example.com"),
              "shop",
              "jti-" + i,
              now,
              now.plus(Duration.ofHours(1)),
              Set.of("orders.read"),
              new Holder("holder-" + i, Holder.Type.USER, Map.of()),
              Map.of("quota", QUOTA)));
    }
  }

  int number() {
    return tokens.size();
  }

  /** The token of a call; holders take turns. */
  Token token(long call) {
    return tokens.get(turn(call));
  }

  int turn(long call) {
    return (int) (call % tokens.size());
  }
}
