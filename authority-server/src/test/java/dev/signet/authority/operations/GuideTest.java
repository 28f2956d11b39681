package dev.signet.authority.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.operations.Guide.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rehearsal can fail: what a command prints otherwise than the guide says is noticed. */
class GuideTest {
  private static final Guide GUIDE =
      Guide.parse(
          """
          # Title
          ## Empty
          ```sh
          $ not this
          ```
          ## Full
          text
          ```console
          $ one
          a … b (c)
          $ two
          …
          last
          ```
          """);

  @Test
  void readsCommandsAndWhatTheyPrintBySection() {
    assertThat(GUIDE.sections()).containsOnlyKeys("Full");
    assertThat(GUIDE.sections().get("Full"))
        .containsExactly(
            new Step("one", List.of("a … b (c)")), new Step("two", List.of("…", "last")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a x b (c)\n", "a  b (c)\n"})
  void takesAnythingForAnEllipsisInALine(String output) {
    assertThat(new Step("one", List.of("a … b (c)")).prints(output)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a x b\n", "a x b (c)", "a x b (c)\nmore\n", "a\nx b (c)\n", "a x b c\n"})
  void noticesWhatIsMissingOrMore(String output) {
    assertThat(new Step("one", List.of("a … b (c)")).prints(output)).isFalse();
  }

  @Test
  void takesAnyLinesForAnEllipsisAlone() {
    Step step = new Step("two", List.of("…", "last"));

    assertThat(step.prints("last\n")).isTrue();
    assertThat(step.prints("1\n2\nlast\n")).isTrue();
    assertThat(step.prints("1\n2\n")).isFalse();
    assertThat(new Step("quiet", List.of()).prints("")).isTrue();
    assertThat(new Step("quiet", List.of()).prints("a word\n")).isFalse();
  }
}
