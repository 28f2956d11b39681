package dev.signet.validator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.signet.validator.json.MalformedJsonException;
import dev.signet.validator.json.StrictJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** Two readers of one text must see one object, or none. */
@Timeout(10)
class StrictJsonFuzzTest {
  @FuzzTest
  void readsWhatTheReferenceReads(byte[] text) {
    compare(text, StrictJson.forTokens(), 512);
    compare(text, StrictJson.forDocuments(), 20_000);
  }

  private static void compare(byte[] text, StrictJson reader, int maxValues) {
    Map<String, @Nullable Object> ours = ours(text, reader);
    Map<String, @Nullable Object> reference = reference(text, maxValues);

    assertThat(ours).isEqualTo(reference);
    if (ours != null && reference != null) {
      assertThat(List.copyOf(ours.keySet())).isEqualTo(List.copyOf(reference.keySet()));
      assertThat(holdsNull(StrictJson.withoutNulls(ours))).isFalse();
    }
  }

  private static @Nullable Map<String, @Nullable Object> ours(byte[] text, StrictJson reader) {
    try {
      return Cost.OF_TEXT.bounds(text.length, () -> reader.parseObject(text));
    } catch (MalformedJsonException e) {
      return null;
    }
  }

  private static @Nullable Map<String, @Nullable Object> reference(byte[] text, int maxValues) {
    try {
      return ReferenceJson.read(text, maxValues);
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean holdsNull(@Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      return object.values().stream().anyMatch(StrictJsonFuzzTest::holdsNull);
    }
    return value == null
        || (value instanceof List<?> array
            && array.stream().anyMatch(StrictJsonFuzzTest::holdsNull));
  }
}
