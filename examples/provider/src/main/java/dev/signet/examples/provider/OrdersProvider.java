package dev.signet.examples.provider;

import dev.signet.quota.Allowance;
import dev.signet.quota.FollowedAllowances;
import dev.signet.quota.HolderQuotas;
import dev.signet.quota.HolderQuotasBuilder;
import dev.signet.quota.QuotaVerdict;
import dev.signet.validator.Holder;
import dev.signet.validator.ResourceRequest;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.TokenValidatorBuilder;
import dev.signet.validator.Verdict;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Function;

/**
 * A provider: a public page, one that needs a token, one that needs a scope, and one that each
 * holder may ask for as often as their token says, or the authority since, or else three times a
 * minute.
 */
record OrdersProvider(TokenValidator validator, HolderQuotas exports, String address) {
  /**
   * Starts on loopback, or on {@code HOST}; {@code ISSUER}, {@code PORT}, {@code ADDRESS}, by which
   * clients know the provider, and {@code STATE}, the folder in which keys and revocations outlive
   * the process, come from the environment too.
   */
  public static void main(String[] args) {
    String issuer = System.getenv().getOrDefault("ISSUER", "http://127.0.0.1:8080");
    String host = System.getenv().getOrDefault("HOST", "127.0.0.1");
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8090"));
    String address = System.getenv().getOrDefault("ADDRESS", "http://" + host + ':' + port);
    TokenValidatorBuilder settings = TokenValidator.forAuthority(issuer, "orders");
    Optional.ofNullable(System.getenv("STATE")).map(Path::of).ifPresent(settings::keepStateIn);
    HolderQuotasBuilder exports =
        HolderQuotas.local().named("exports").withoutClaim(Allowance.perMinute(3));
    exports.publishedAllowances(FollowedAllowances.of(issuer));
    OrdersProvider provider = new OrdersProvider(settings.build(), exports.build(), address);
    Javalin.create(
            config -> {
              // Else Jetty takes a token for the one before it that differs in case alone.
              config.jetty.modifyHttpConfiguration(http -> http.setHeaderCacheCaseSensitive(true));
              provider.mount(config.routes);
            })
        .start(host, port);
  }

  void mount(RoutesConfig routes) {
    routes.get("/", ctx -> ctx.result("Welcome: this page is for everybody\n"));
    routes.get(
        "/me",
        ctx ->
            answer(ctx, check(ctx), who -> "You are " + who.subject() + " " + who.roles() + "\n"));
    routes.get(
        "/orders",
        ctx ->
            answer(
                ctx,
                check(ctx).requireScope("orders.read"),
                who -> "Orders for " + who.subject() + ": 4711, 4712\n"));
    routes.get("/export", ctx -> export(ctx, check(ctx)));
  }

  private void export(Context ctx, Verdict verdict) {
    if (!(verdict instanceof Verdict.Accepted accepted) || isWithinQuota(ctx, accepted)) {
      answer(ctx, verdict, who -> "order,holder\n4711," + who.subject() + "\n");
    }
  }

  private boolean isWithinQuota(Context ctx, Verdict.Accepted accepted) {
    QuotaVerdict quota = exports.take(accepted.token());
    accepted.headers().forEach(ctx::header);
    quota.headers().forEach(ctx::header);
    if (!quota.allowed()) {
      ctx.status(quota.httpStatus()).result("Too many exports: try again later\n");
    }
    return quota.allowed();
  }

  /** A token that is bound to a key is held to it: its proof names this very request. */
  private Verdict check(Context ctx) {
    return validator.check(
        ResourceRequest.of(ctx.req().getMethod(), address + ctx.req().getRequestURI())
            .authorization(Collections.list(ctx.req().getHeaders("Authorization")))
            .proofs(Collections.list(ctx.req().getHeaders("DPoP"))));
  }

  private static void answer(Context ctx, Verdict verdict, Function<Holder, String> page) {
    ctx.status(verdict.httpStatus());
    verdict.headers().forEach(ctx::header);
    if (verdict instanceof Verdict.Accepted accepted) {
      ctx.result(page.apply(accepted.token().holder()));
    }
  }
}
