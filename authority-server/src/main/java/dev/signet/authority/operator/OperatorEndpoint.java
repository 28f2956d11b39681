package dev.signet.authority.operator;

import dev.signet.authority.enforcement.ValidatorReports;
import dev.signet.authority.http.Endpoint;
import dev.signet.authority.http.HttpLimits;
import dev.signet.authority.http.Json;
import dev.signet.authority.http.JsonMembers;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.RequestOrigin;
import dev.signet.authority.http.WholeNumber;
import dev.signet.authority.revocation.RevocationJson;
import dev.signet.authority.revocation.RevocationPublisher;
import dev.signet.authority.revocation.Revocations;
import dev.signet.authority.revocation.Revocations.Cause;
import dev.signet.authority.storage.RevocationRecord;
import dev.signet.authority.storage.TokenRecord;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /operator/revocations}: what {@code revocations} of the command line does, over HTTP. */
public final class OperatorEndpoint implements Endpoint {
  private static final int USUAL_PAGE = 100;
  private static final int LARGEST_PAGE = 1_000;

  private final String path;
  private final HttpLimits limits;
  private final OperatorAccess access;
  private final Revocations revocations;
  private final RevocationPublisher publisher;
  private final ValidatorReports reports;

  /**
   * Makes the endpoint.
   *
   * @param path where it is served
   * @param limits how much of a request is read
   * @param access who may
   * @param revocations does it
   * @param publisher lets validators know
   * @param reports what validators enforce
   */
  public OperatorEndpoint(
      String path,
      HttpLimits limits,
      OperatorAccess access,
      Revocations revocations,
      RevocationPublisher publisher,
      ValidatorReports reports) {
    this.path = path;
    this.limits = limits;
    this.access = access;
    this.revocations = revocations;
    this.publisher = publisher;
    this.reports = reports;
  }

  @Override
  public void mount(JavalinDefaultRoutingApi routes) {
    routes.get(path, this::list);
    routes.head(path, this::list);
    routes.get(path + "/status", this::status);
    routes.head(path + "/status", this::status);
    routes.post(path, this::add);
    routes.delete(path + "/{id}", this::remove);
  }

  private void list(Context ctx) {
    access.authorize(RequestOrigin.of(ctx));
    long after = number(ctx, "after", 0);
    long limit = number(ctx, "limit", USUAL_PAGE);
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw OAuthException.invalidRequest("limit must be from 1 to " + LARGEST_PAGE);
    }
    List<RevocationRecord> page = revocations.inForce(after, (int) limit);
    Map<String, Object> answer =
        Json.object("revocations", page.stream().map(RevocationJson::of).toList());
    if (page.size() == limit) {
      answer.put("next", page.get(page.size() - 1).id());
    }
    Json.answer(ctx, 200, answer);
  }

  private void add(Context ctx) {
    // 1 authorize before anything of the body is read
    String client = access.authorize(RequestOrigin.of(ctx));
    // 2 read what to take back
    RevocationRequest request =
        new RevocationRequest(JsonMembers.read(ctx, limits, RevocationRequest.MEMBERS));
    // 3 revoke it, durably, and publish that
    Cause cause = new Cause(client, request.reason());
    RevocationRecord added =
        request.namesOneToken()
            ? revocations.revoke(token(request), cause)
            : revocations.revoke(request.rule(revocations.nextSecond()), cause);
    publisher.refresh();
    // 4 answer
    Map<String, Object> answer = RevocationJson.of(added);
    answer.put("effective_within", publisher.settings().effectiveWithin().toSeconds());
    Json.answer(ctx, 201, answer);
  }

  private TokenRecord token(RevocationRequest request) {
    return request
        .jti()
        .flatMap(revocations::findLiving)
        .orElseThrow(() -> OAuthException.invalidRequest("There is no such living token"));
  }

  private void remove(Context ctx) {
    String client = access.authorize(RequestOrigin.of(ctx));
    RevocationRecord removed =
        WholeNumber.parse(ctx.pathParam("id"))
            .flatMap(id -> revocations.remove(id, client))
            .orElseThrow(() -> OAuthException.notFound("No revocation of this id is in force"));
    publisher.refresh();
    Json.answer(ctx, 200, RevocationJson.of(removed));
  }

  private void status(Context ctx) {
    access.authorize(RequestOrigin.of(ctx));
    Json.answer(ctx, 200, reports.status(publisher.change()).json());
  }

  private static long number(Context ctx, String name, long usual) {
    @Nullable String text = ctx.queryParam(name);
    return text == null
        ? usual
        : WholeNumber.parse(text)
            .orElseThrow(() -> OAuthException.invalidRequest(name + " is not a whole number"));
  }
}
