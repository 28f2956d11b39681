package dev.signet.validator;

import static dev.signet.validator.TestTokens.valid;

import java.time.Duration;

/** What a provider does in its life: fetches keys, accepts, accepts again, meets an unknown key. */
public final class NativeImageProgram implements Runnable {
  @Override
  public void run() {
    try (FakeAuthority authority = new FakeAuthority().publish(TestKey.ES256);
        TokenValidator validator =
            TokenValidator.forAuthority(authority.issuer(), TestTokens.AUDIENCE)
                .clock(new HandClock(TestTokens.NOW))
                .build()) {
      if (!validator.awaitKeys(Duration.ofSeconds(20))) {
        throw new AssertionError(validator.state());
      }
      String token = valid().claim("iss", '"' + authority.issuer() + '"').signed();
      validator.checkToken(token).orThrow();
      validator.checkToken(token).orThrow();
      validator.checkToken(valid().header("kid", "\"unknown\"").signed());
    }
  }
}
