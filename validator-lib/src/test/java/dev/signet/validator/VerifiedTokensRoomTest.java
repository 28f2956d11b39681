package dev.signet.validator;

import static dev.signet.validator.TestTokens.NOW;
import static dev.signet.validator.TestTokens.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whom the cache of verified tokens forgets when there is no room for all. */
class VerifiedTokensRoomTest {
  /** Room for four tokens of the tests. */
  private static final int BYTES_OF_FOUR = 16_000;

  private final Bench bench = new Bench();

  @Test
  void forgetsWhatWasUsedLeastRecently() {
    TokenValidator small = remembering(BYTES_OF_FOUR);
    List<String> tokens = tokens(5);
    List<Token> first =
        tokens.subList(0, 4).stream().map(t -> small.checkToken(t).orThrow()).toList();
    assertThat(small.remembered()).isEqualTo(4);

    assertThat(small.checkToken(tokens.get(0)).orThrow()).isSameAs(first.get(0));
    small.checkToken(tokens.get(4)).orThrow();

    assertThat(small.remembered()).isEqualTo(4);
    assertThat(small.checkToken(tokens.get(0)).orThrow()).isSameAs(first.get(0));
    assertThat(small.checkToken(tokens.get(1)).orThrow()).isNotSameAs(first.get(1));
  }

  @Test
  void forgetsWhatHasExpiredAsOthersCome() {
    TokenValidator ofTwoSets = remembering(70_000);
    tokens(6).forEach(token -> ofTwoSets.checkToken(token).orThrow());
    assertThat(ofTwoSets.remembered()).isEqualTo(6);

    bench.clock.set(NOW.plusSeconds(300).plus(Bench.SKEW));
    for (int i = 0; i < 2; i++) {
      String later = valid().claim("exp", NOW.plusSeconds(600 + i)).signed();
      ofTwoSets.checkToken(later).orThrow();
    }

    assertThat(ofTwoSets.remembered()).isEqualTo(2);
  }

  @Test
  void doesNotRememberWhatIsLargerThanAllOfTheRoom() {
    TokenValidator tiny = remembering(2_500);

    tiny.checkToken(valid().signed()).orThrow();

    assertThat(tiny.remembered()).isZero();
  }

  @Test
  void remembersTheLongestTokenThatMayBeRead() {
    String token = valid().claim("name", '"' + "n".repeat(48_000) + '"').signed();
    TokenValidator wide = bench.builder().maxTokenBytes(65_536).build();

    Token first = wide.checkToken(token).orThrow();

    assertThat(wide.checkToken(token).orThrow()).isSameAs(first);
  }

  @Test
  void answersEachThreadWithItsOwnTokenWhileAllTakeEachOthersRoom() {
    TokenValidator small = remembering(BYTES_OF_FOUR);
    List<String> tokens = tokens(40);

    List<String> answered =
        IntStream.range(0, 4000)
            .parallel()
            .mapToObj(i -> small.checkToken(tokens.get(i * i % 40)).orThrow().id())
            .toList();

    assertThat(answered)
        .isEqualTo(IntStream.range(0, 4000).mapToObj(i -> name(i * i % 40)).toList());
    assertThat(small.remembered()).isBetween(1L, 8L);
  }

  private TokenValidator remembering(int bytes) {
    return bench.builder().verifiedTokenCacheBytes(bytes).build();
  }

  private static List<String> tokens(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> valid().claim("jti", '"' + name(i) + '"').signed())
        .toList();
  }

  private static String name(int i) {
    return "token " + i;
  }
}
