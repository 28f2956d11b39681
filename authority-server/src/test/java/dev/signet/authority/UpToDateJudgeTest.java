package dev.signet.authority;

import static dev.signet.authority.token.TokenClient.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.revocation.RevocationPublisher;
import dev.signet.authority.token.TokenClient;
import dev.signet.validator.Reason;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UpToDateJudgeTest {
  @RegisterExtension static final RunningAuthority AUTHORITY = new RunningAuthority();

  private static RevocationPublisher published() {
    return AUTHORITY.server().revocations();
  }

  private static String token(String client) {
    String secret = AUTHORITY.addApplication(client);
    return TokenClient.of(AUTHORITY)
        .basic(client, secret, GRANT)
        .json()
        .required("access_token")
        .asText();
  }

  @Test
  void judgesByTheKeysAndRevocationsInMemory() {
    TokenValidator validator =
        OwnValidator.start(
            new ServerMetadata(RunningAuthority.ISSUER),
            AUTHORITY.server().keys(),
            published(),
            AUTHORITY.clock(),
            Set.of("another", RunningAuthority.AUDIENCE));

    try (UpToDateJudge judge = UpToDateJudge.over(validator, published())) {
      assertThat(judge.judge(token("billing"))).isInstanceOf(Verdict.Accepted.class);
    }
  }

  @Test
  void doesNotJudgeWhileTheValidatorLacksWhatIsPublished() {
    TokenValidator withoutRevocations =
        TokenValidator.forAuthority(RunningAuthority.ISSUER, RunningAuthority.AUDIENCE)
            .keys(AUTHORITY.server().keys().ring().jwkSet())
            .clock(AUTHORITY.clock())
            .build();
    String token = token("reports");
    assertThat(withoutRevocations.checkToken(token)).isInstanceOf(Verdict.Accepted.class);

    try (UpToDateJudge judge = UpToDateJudge.over(withoutRevocations, published())) {
      assertThat(judge.judge(token))
          .isInstanceOfSatisfying(
              Verdict.Unavailable.class,
              verdict -> assertThat(verdict.reason()).isEqualTo(Reason.REVOCATIONS_TOO_OLD));
    }
  }
}
