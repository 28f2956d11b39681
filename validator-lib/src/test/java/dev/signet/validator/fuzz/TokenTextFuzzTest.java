package dev.signet.validator.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.junit.jupiter.api.Timeout;

/** Three texts were signed; no other text is accepted, and these are. */
@Timeout(10)
class TokenTextFuzzTest {
  private static final TokenValidator VALIDATOR = ExampleAuthority.validator();
  private static final Set<String> SIGNED =
      Set.of(seed("signed-ed25519"), seed("signed-es256"), seed("signed-rs256"));

  @FuzzTest
  void acceptsOnlyTheTextsThatWereSigned(byte[] utf8) {
    String text = new String(utf8, UTF_8);

    Verdict first = Cost.OF_TEXT.bounds(text.length(), () -> VALIDATOR.checkToken(text));
    Verdict second = VALIDATOR.checkToken(text);

    assertThat(first).isNotInstanceOf(Verdict.Unavailable.class).isEqualTo(second);
    assertThat(first instanceof Verdict.Accepted).isEqualTo(SIGNED.contains(text));
    assertThat(VALIDATOR.explain(text).reason().isEmpty()).isEqualTo(SIGNED.contains(text));
  }

  private static String seed(String name) {
    String file = "TokenTextFuzzTestInputs/acceptsOnlyTheTextsThatWereSigned/" + name;
    try (InputStream in = requireNonNull(TokenTextFuzzTest.class.getResourceAsStream(file))) {
      return new String(in.readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
