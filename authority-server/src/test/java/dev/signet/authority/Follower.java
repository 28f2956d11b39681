package dev.signet.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.Reason;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.TokenValidatorBuilder;
import dev.signet.validator.ValidatorEvent;
import dev.signet.validator.ValidatorEvent.Kind;
import dev.signet.validator.ValidatorState;
import dev.signet.validator.Verdict;
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

  /** A validator, usually on the authority's clock; it has keys and a list when this returns. */
  static Follower of(RunningAuthority authority, UnaryOperator<TokenValidatorBuilder> change)
      throws InterruptedException {
    Follower follower =
        new Follower(
            change.apply(
                TokenValidator.forAuthority(authority.issuer(), RunningAuthority.AUDIENCE)
                    .clock(authority.clock())));
    assertThat(follower.validator.awaitKeys(LONGEST_WAIT)).isTrue();
    follower.awaitTold(Kind.REVOCATIONS_INSTALLED, "");
    return follower;
  }

  TokenValidator validator() {
    return validator;
  }

  void assertAccepts(String token) {
    assertThat(validator.checkToken(token)).isInstanceOf(Verdict.Accepted.class);
  }

  void assertRevoked(String token) {
    assertRefuses(token, Reason.REVOKED);
  }

  void assertRefuses(String token, Reason reason) {
    assertThat(validator.checkToken(token))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  ValidatorState.Revocations revocations() {
    return validator.state().revocations().orElseThrow();
  }

  int usableKeys() {
    return validator.state().counters().usableKeys();
  }

  /** The numbers of the lists that were in force, one after the other. */
  List<Long> changes() {
    return events.stream()
        .filter(event -> event.kind() == Kind.REVOCATIONS_INSTALLED)
        .map(event -> Long.parseLong(event.detail().replaceFirst("seq (\\d+),.*", "$1")))
        .toList();
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
