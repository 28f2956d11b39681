package dev.signet.examples.composite;

import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * A composite service: what it answers, it asks another provider for, on behalf of whoever asks.
 * Neither the token that it was shown nor the other provider is seen by the respective other side.
 */
public final class ReportService {
  private static final Duration TIME_OUT = Duration.ofSeconds(5);

  private final TokenValidator validator;
  private final TokenExchange tokens;
  private final HttpClient http;
  private final URI stock;

  ReportService(TokenValidator validator, TokenExchange tokens, HttpClient http, URI stock) {
    this.validator = validator;
    this.tokens = tokens;
    this.http = http;
    this.stock = stock;
  }

  /**
   * Starts; {@code ISSUER}, {@code PORT}, {@code STOCK}, the address of the provider behind, and
   * {@code CLIENT_ID} with {@code CLIENT_SECRET} come from the environment.
   */
  public static void main(String[] args) {
    String issuer = Pages.setting("ISSUER", "http://127.0.0.1:8080");
    String name = Pages.setting("CLIENT_ID", "report-api");
    String secret = Pages.setting("CLIENT_SECRET", "");
    HttpClient http = HttpClient.newBuilder().connectTimeout(TIME_OUT).build();
    ReportService service =
        new ReportService(
            Pages.validator(issuer, "report"),
            new TokenExchange(http, issuer, name, secret),
            http,
            URI.create(Pages.setting("STOCK", "http://127.0.0.1:8092")));
    Pages.serve(Integer.parseInt(Pages.setting("PORT", "8091")), service::mount);
  }

  void mount(RoutesConfig routes) {
    routes.get("/report", this::report);
  }

  private void report(Context ctx) throws InterruptedException {
    // 1 the token that is shown is for this service
    Verdict verdict = Pages.check(validator, ctx);
    if (!(verdict instanceof Verdict.Accepted accepted)) {
      Pages.refuse(ctx, verdict);
      return;
    }
    try {
      // 2 exchange it: never pass it on
      String token = tokens.exchange(shown(ctx), "stock");
      // 3 ask the provider behind, in the name of the same holder
      String left = ask(token);
      ctx.result("Report for " + accepted.token().holder().subject() + ": " + left + "\n");
    } catch (TokenExchange.RefusedException e) {
      // The token was good for this service, and is not good for what it needs.
      ctx.status(403).result("Not with this token\n");
    } catch (IOException e) {
      ctx.status(503).header("Retry-After", "1");
    }
  }

  private String ask(String token)
      throws TokenExchange.RefusedException, IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(stock.resolve("/stock"))
            .timeout(TIME_OUT)
            .header("Authorization", "Bearer " + token)
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() == 403) {
      throw new TokenExchange.RefusedException("insufficient_scope");
    }
    if (response.statusCode() != 200) {
      throw new IOException("the stock answers " + response.statusCode());
    }
    return response.body();
  }

  /** What stands after the scheme, which the validator has found in its place. */
  private static String shown(Context ctx) {
    String header = String.valueOf(ctx.header("Authorization"));
    return header.substring(header.indexOf(' ') + 1);
  }
}
