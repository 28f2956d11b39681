package dev.signet.authority.http;

import com.atlassian.oai.validator.model.SimpleRequest;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Holds every answer of RestAssured to the contract, and the requests too unless told not to. */
public final class ContractFilter implements Filter {
  private final boolean requestsToo;

  private ContractFilter(boolean requestsToo) {
    this.requestsToo = requestsToo;
  }

  /** Checks requests and answers. */
  public static ContractFilter both() {
    return new ContractFilter(true);
  }

  /** Checks answers only: the requests are malformed on purpose. */
  public static ContractFilter answers() {
    return new ContractFilter(false);
  }

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification expected,
      FilterContext context) {
    String path = URI.create(request.getURI()).getRawPath();
    if (requestsToo) {
      Contract.check(toRequest(request, path));
    }
    Response response = context.next(request, expected);
    Contract.check(request.getMethod(), path, answer(response));
    return response;
  }

  /** The answer without its RestAssured form. */
  public static Answer answer(Response response) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (Header header : response.headers()) {
      headers
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), n -> new ArrayList<>())
          .add(header.getValue());
    }
    return Answer.of(response.statusCode(), headers, response.asByteArray());
  }

  private static SimpleRequest toRequest(FilterableRequestSpecification request, String path) {
    SimpleRequest.Builder builder = new SimpleRequest.Builder(request.getMethod(), path);
    request.getHeaders().forEach(h -> builder.withHeader(h.getName(), h.getValue()));
    if (request.getBody() != null) {
      builder.withBody(request.<Object>getBody().toString());
    }
    return builder.build();
  }
}
