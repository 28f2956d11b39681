package dev.signet.authority.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.Reason;
import dev.signet.validator.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenJudgesTest {
  private static final Verdict VERDICT =
      new Verdict.Unavailable(Reason.NO_KEYS_YET, Duration.ofSeconds(1));

  private final List<Judge> made = new ArrayList<>();
  private final TokenJudges judges =
      new TokenJudges(
          audiences -> {
            Judge judge = new Judge(audiences);
            made.add(judge);
            return judge;
          });

  /** Remembers what it was asked. */
  private static final class Judge implements TokenJudge {
    private final Set<String> audiences;
    private final List<String> judged = new ArrayList<>();
    private boolean closed;

    Judge(Set<String> audiences) {
      this.audiences = audiences;
    }

    @Override
    public Verdict judge(String token) {
      assertThat(closed).isFalse();
      judged.add(token);
      return VERDICT;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void makesNoJudgeBeforeSomebodyAsks() {
    judges.close();

    assertThat(made).isEmpty();
  }

  @Test
  void keepsTheJudgeWhileItKnowsEveryAudience() {
    assertThat(judges.judge("t1", List.of("a", "b"))).isSameAs(VERDICT);
    judges.judge("t2", List.of("b"));
    judges.judge("t3", List.of("a"));

    assertThat(made).hasSize(1);
    assertThat(made.get(0).audiences).containsExactlyInAnyOrder("a", "b");
    assertThat(made.get(0).judged).containsExactly("t1", "t2", "t3");
    assertThat(made.get(0).closed).isFalse();
  }

  @Test
  void makesAnotherForTheUnionWhenAnAudienceIsNew() {
    judges.judge("t1", List.of("a"));
    judges.judge("t2", List.of("b"));
    judges.judge("t3", List.of("a"));

    assertThat(made).hasSize(2);
    assertThat(made.get(0).closed).isTrue();
    assertThat(made.get(1).audiences).containsExactlyInAnyOrder("a", "b");
    assertThat(made.get(1).judged).containsExactly("t2", "t3");
  }

  @Test
  void makesAnotherForTheSameAudiencesOnceItWasClosed() {
    judges.judge("t1", List.of("a"));
    judges.judge("t2", List.of("b"));

    judges.close();
    judges.judge("t3", List.of("a"));

    assertThat(made).hasSize(3);
    assertThat(made.get(1).closed).isTrue();
    assertThat(made.get(2).audiences).containsExactlyInAnyOrder("a", "b");
    assertThat(made.get(2).closed).isFalse();
  }
}
