package dev.signet.benchmarks.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A wrong figure looks like any other: what makes the figures is tested. */
class IssueTableTest {
  @Test
  void compareEachRoundWithTheSigningFloorOfThatRound() {
    List<List<Round>> rounds =
        List.of(
            List.of(new Round(100, 50, 1, 2, 300), new Round(100, 100, 1, 2, 100)),
            List.of(new Round(100, 20, 1, 2, 300), new Round(100, 80, 1, 2, 100)),
            List.of(new Round(100, 60, 1, 2, 300), new Round(100, 200, 1, 2, 100)));

    String rows = IssueTable.rows("17", List.of("authority", "floor"), 1, rounds);

    assertThat(rows)
        .isEqualTo(
            """
            | 17 | authority | 50 (20-60) | 1.0 | 2.0 | 300 | 3.00 | 0.30 |
            | 17 | floor | 100 (80-200) | 1.0 | 2.0 | 100 | 1.00 | 1.00 |
            """);
  }
}
