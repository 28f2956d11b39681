package dev.signet.examples.composite;

import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Collections;
import java.util.function.Consumer;

/** What both services do alike: listen on loopback, and judge the token of a request. */
final class Pages {
  private static final String HOST = "127.0.0.1";

  private static final Duration LONGEST_START = Duration.ofSeconds(10);

  private Pages() {}

  /** A validator that knows keys and revocations, or has waited for them for a while. */
  static TokenValidator validator(String issuer, String audience) {
    TokenValidator validator = TokenValidator.forAuthority(issuer, audience).build();
    validator.awaitKeys(LONGEST_START);
    return validator;
  }

  static void serve(int port, Consumer<RoutesConfig> pages) {
    Javalin.create(
            config -> {
              // Else Jetty takes a token for the one before it that differs in case alone.
              config.jetty.modifyHttpConfiguration(http -> http.setHeaderCacheCaseSensitive(true));
              pages.accept(config.routes);
            })
        .start(HOST, port);
  }

  static Verdict check(TokenValidator validator, Context ctx) {
    return validator.check(Collections.list(ctx.req().getHeaders("Authorization")));
  }

  /** Answers a request that may not pass. */
  static void refuse(Context ctx, Verdict verdict) {
    ctx.status(verdict.httpStatus());
    verdict.challenge().ifPresent(challenge -> ctx.header("WWW-Authenticate", challenge));
    if (verdict instanceof Verdict.Unavailable unavailable) {
      ctx.header("Retry-After", Long.toString(unavailable.retryAfter().toSeconds()));
    }
  }

  static String setting(String name, String usual) {
    return System.getenv().getOrDefault(name, usual);
  }
}
