package dev.signet.authority.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.storage.RevocationRecord;
import dev.signet.authority.storage.RevocationTarget.OneToken;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenNamesTest {
  private static TokenNames names(Set<Integer> tokens) {
    List<RevocationRecord> records = new ArrayList<>();
    tokens.forEach(
        number ->
            records.add(
                new RevocationRecord(
                    1 + number,
                    new OneToken("token-" + number),
                    Instant.EPOCH,
                    "a test",
                    Instant.EPOCH)));
    return TokenNames.of(records);
  }

  /** By another way: the first 8 bytes of each hash, in the order of bytes. */
  private static String expected(Set<Integer> tokens) {
    TreeSet<byte[]> bytes = new TreeSet<>(Comparator.comparing(HexFormat.of()::formatHex));
    tokens.forEach(
        number ->
            bytes.add(
                ByteBuffer.allocate(Long.BYTES)
                    .putLong(RevocationNames.ofToken("token-" + number))
                    .array()));
    ByteBuffer all = ByteBuffer.allocate(bytes.size() * Long.BYTES);
    bytes.forEach(all::put);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
  }

  private static Set<Integer> range(int from, int to) {
    return new TreeSet<>(IntStream.range(from, to).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 100, 5_000})
  void encodesNamesInTheOrderOfTheirBytes(int tokens) {
    assertThat(names(range(0, tokens)).encode()).isEqualTo(expected(range(0, tokens)));
    assertThat(names(range(0, tokens)).size()).isEqualTo(tokens);
  }

  @Test
  void addsAndRemovesAsIfMadeAnew() {
    for (int size : new int[] {0, 1, 7, 500}) {
      for (int change : new int[] {0, 1, 7, 500}) {
        Set<Integer> removed = range(0, Math.min(size, change));
        Set<Integer> left = range(0, size);
        left.removeAll(removed);
        left.addAll(range(size, size + change));

        TokenNames changed =
            names(range(0, size)).with(names(range(size, size + change)), names(removed));

        assertThat(changed.encode()).as("%d, %d", size, change).isEqualTo(expected(left));
      }
    }
  }

  @Test
  void holdsANameOnceHoweverOftenItIsAdded() {
    TokenNames twice = names(range(0, 9)).with(names(range(5, 12)), names(Set.of()));

    assertThat(twice.encode()).isEqualTo(expected(range(0, 12)));
  }

  @Test
  void removesNothingThatIsNotThere() {
    TokenNames same = names(range(0, 9)).with(names(Set.of()), names(range(20, 30)));

    assertThat(same.encode()).isEqualTo(expected(range(0, 9)));
  }
}
