package dev.signet.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.TokenValidator;
import dev.signet.validator.TokenValidatorBuilder;
import dev.signet.validator.ValidatorEvent;
import dev.signet.validator.ValidatorEvent.Kind;
import dev.signet.validator.ValidatorState;
import dev.signet.validator.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A provider's validator that follows a running authority over HTTP, and what it told its host. */
final class Follower implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final List<ValidatorEvent> events = new CopyOnWriteArrayList<>();
  private final BlockingQueue<ValidatorEvent> unread = new LinkedBlockingQueue<>();
  private final TokenValidator validator;

  private Follower(TokenValidatorBuilder settings) {
    validator =
        settings
            .listener(
                event -> {
                  events.add(event);
                  unread.add(event);
                })
            .build();
  }

  /** A validator on the clock of the authority; it has keys and a list when this returns. */
  static Follower of(RunningAuthority authority, UnaryOperator<TokenValidatorBuilder> change) {
    return of(authority, authority.clock(), change);
  }

  /** As {@link #of(RunningAuthority, UnaryOperator)}, on a clock of its own. */
  static Follower of(
      RunningAuthority authority, Clock clock, UnaryOperator<TokenValidatorBuilder> change) {
    Follower follower =
        new Follower(
            change.apply(
                TokenValidator.forAuthority(authority.issuer(), RunningAuthority.AUDIENCE)
                    .clock(clock)));
    assertThat(follower.validator.awaitKeys(LONGEST_WAIT)).isTrue();
    return follower;
  }

  TokenValidator validator() {
    return validator;
  }

  Verdict check(String token) {
    return validator.checkToken(token);
  }

  ValidatorState.Revocations revocations() {
    return validator.state().revocations().orElseThrow();
  }

  /** Whether something of this kind was told so far. */
  boolean hasTold(Kind kind) {
    return events.stream().anyMatch(event -> event.kind() == kind);
  }

  /** Returns when the list of this number is in force. */
  void awaitChange(long seq) throws InterruptedException {
    awaitTold(Kind.REVOCATIONS_INSTALLED, "seq " + seq + ",");
  }

  /** Returns when this was told, since what was waited for last. */
  ValidatorEvent awaitTold(Kind kind, String detail) throws InterruptedException {
    while (true) {
      ValidatorEvent event = unread.poll(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(event).as("%s %s after %s", kind, detail, events).isNotNull();
      if (event != null && event.kind() == kind && event.detail().startsWith(detail)) {
        return event;
      }
    }
  }

  @Override
  public void close() {
    validator.close();
  }
}
