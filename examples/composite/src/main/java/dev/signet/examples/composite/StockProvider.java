package dev.signet.examples.composite;

import dev.signet.validator.Token;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.PrintStream;

/** The provider behind: it tells its log for whom it is asked, and who acts for that holder. */
public final class StockProvider {
  private final TokenValidator validator;
  private final PrintStream log;

  StockProvider(TokenValidator validator, PrintStream log) {
    this.validator = validator;
    this.log = log;
  }

  /** Starts; {@code ISSUER} and {@code PORT} come from the environment. */
  public static void main(String[] args) {
    String issuer = Pages.setting("ISSUER", "http://127.0.0.1:8080");
    StockProvider provider = new StockProvider(Pages.validator(issuer, "stock"), System.out);
    Pages.serve(Integer.parseInt(Pages.setting("PORT", "8092")), provider::mount);
  }

  void mount(RoutesConfig routes) {
    routes.get("/stock", this::stock);
  }

  private void stock(Context ctx) {
    Verdict verdict = Pages.check(validator, ctx).requireScope("stock.read");
    if (verdict instanceof Verdict.Accepted accepted) {
      Token token = accepted.token();
      log.println(
          "asked for "
              + token.holder().subject()
              + ", by "
              + token.actor().flatMap(Token.Actor::subject).orElse("the holder itself"));
      ctx.result("42 left");
    } else {
      Pages.refuse(ctx, verdict);
    }
  }
}
