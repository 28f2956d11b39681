package dev.signet.authority.operator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.audit.AuditEvent;
import dev.signet.authority.audit.AuditEvent.AuthenticationFailed;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.RequestOrigin;
import dev.signet.validator.TokenValidator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorAccessTest {
  private static final String UNKNOWN_KEY =
      encode("{\"typ\":\"at+jwt\",\"alg\":\"ES256\",\"kid\":\"k\"}".getBytes(US_ASCII))
          + '.'
          + encode("{}".getBytes(US_ASCII))
          + '.'
          + encode(new byte[64]);

  private final List<AuditEvent> events = new ArrayList<>();

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private OAuthException refusal(String... authorization) {
    try (TokenValidator withoutKeys =
        TokenValidator.forAuthority(RunningAuthority.ISSUER, RunningAuthority.ISSUER)
            .transport(
                (uri, headers, timeout) -> {
                  throw new IOException("nothing is there");
                })
            .build()) {
      OperatorAccess access = new OperatorAccess(withoutKeys::check, jti -> true, events::add);
      RequestOrigin origin =
          new RequestOrigin(
              name -> List.of(authorization), List.of(), "192.0.2.7", "r1", "192.0.2.7");
      return catchThrowableOfType(OAuthException.class, () -> access.authorize(origin));
    }
  }

  @Test
  void asksToTryAgainWhileNoTokenCanBeJudged() {
    OAuthException refusal = refusal("Bearer " + UNKNOWN_KEY);

    assertThat(refusal.status()).isEqualTo(503);
    assertThat(refusal.headers()).containsOnlyKeys("Retry-After");
    assertThat(events).isEmpty();
  }

  @Test
  void accountsForATokenThatIsRefused() {
    OAuthException refusal = refusal("Bearer a.b.c");

    assertThat(refusal.status()).isEqualTo(401);
    assertThat(events)
        .containsExactly(new AuthenticationFailed("", "malformed", "192.0.2.7", "r1"));
  }

  @Test
  void doesNotAccountForARequestWithoutAToken() {
    assertThat(refusal().status()).isEqualTo(401);
    assertThat(events).isEmpty();
  }
}
