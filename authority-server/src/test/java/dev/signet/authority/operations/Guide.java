package dev.signet.authority.operations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The commands of a guide and what it says that they print, by the section that they stand in.
 *
 * @param sections the commands of each section, by its heading, in the order of the text
 */
record Guide(Map<String, List<Step>> sections) {
  private static final String ANYTHING = "…";

  /**
   * A command and what it prints.
   *
   * @param command what is typed after the {@code $}
   * @param printed its lines; an ellipsis stands for anything within a line, and for any number of
   *     lines where it is alone
   */
  record Step(String command, List<String> printed) {

    /** Whether the text agrees with what came. */
    boolean prints(String output) {
      StringBuilder expected = new StringBuilder();
      for (String line : printed) {
        expected.append(
            line.equals(ANYTHING)
                ? "(?:.*\n)*"
                : Stream.of(line.split(ANYTHING, -1))
                        .map(Pattern::quote)
                        .reduce((left, right) -> left + ".*" + right)
                        .orElseThrow()
                    + "\n");
      }
      return Pattern.matches(expected.toString(), output);
    }
  }

  /** Reads the blocks of {@code console} of a text in Markdown. */
  static Guide parse(String markdown) {
    Map<String, List<Step>> sections = new LinkedHashMap<>();
    List<Step> section = new ArrayList<>();
    boolean inBlock = false;
    for (String line : markdown.lines().toList()) {
      if (line.startsWith("## ")) {
        section = new ArrayList<>();
        sections.put(line.substring(3), section);
      } else if (line.startsWith("```")) {
        inBlock = line.equals("```console");
      } else if (inBlock && line.startsWith("$ ")) {
        section.add(new Step(line.substring(2), new ArrayList<>()));
      } else if (inBlock) {
        section.get(section.size() - 1).printed().add(line);
      }
    }
    sections.values().removeIf(List::isEmpty);
    return new Guide(sections);
  }
}
