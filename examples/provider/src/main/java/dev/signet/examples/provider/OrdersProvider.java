package dev.signet.examples.provider;

import dev.signet.validator.Token;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.function.Function;

/** A provider: a public page, one that needs a token, and one that needs a scope. */
public final class OrdersProvider {
  private final TokenValidator validator;

  OrdersProvider(TokenValidator validator) {
    this.validator = validator;
  }

  /** Starts on loopback; {@code ISSUER} and {@code PORT} come from the environment. */
  public static void main(String[] args) {
    String issuer = System.getenv().getOrDefault("ISSUER", "http://127.0.0.1:8080");
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8090"));
    TokenValidator validator = TokenValidator.forAuthority(issuer, "orders").build();
    new OrdersProvider(validator).start(port);
  }

  Javalin start(int port) {
    return Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.routes.get("/", ctx -> ctx.result("Welcome: this page is for everybody\n"));
              config.routes.get("/me", ctx -> answer(ctx, check(ctx), OrdersProvider::me));
              config.routes.get(
                  "/orders",
                  ctx ->
                      answer(ctx, check(ctx).requireScope("orders.read"), OrdersProvider::orders));
            })
        .start("127.0.0.1", port);
  }

  private Verdict check(Context ctx) {
    return validator.check(Collections.list(ctx.req().getHeaders("Authorization")));
  }

  private static void answer(Context ctx, Verdict verdict, Function<Token, String> page) {
    ctx.status(verdict.httpStatus());
    verdict.challenge().ifPresent(challenge -> ctx.header("WWW-Authenticate", challenge));
    if (verdict instanceof Verdict.Accepted accepted) {
      ctx.result(page.apply(accepted.token()));
    } else if (verdict instanceof Verdict.Unavailable unavailable) {
      ctx.header("Retry-After", Long.toString(unavailable.retryAfter().toSeconds()));
    }
  }

  private static String me(Token token) {
    return "You are %s %s\n".formatted(token.holder().subject(), token.holder().roles());
  }

  private static String orders(Token token) {
    return "Orders for %s: 4711, 4712\n".formatted(token.holder().subject());
  }
}
