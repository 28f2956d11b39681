package dev.signet.authority.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The contract, with what it says once spread over all paths: the answers that any path may give,
 * 405 for a method that a path does not name, 404 for a path that it does not name, and HEAD as GET
 * without a body.
 *
 * @param api the document
 */
record ContractModel(OpenAPI api) {
  private static final String OTHER_PATH = "/any/other/path";

  /** The answers that any path may give, by their names in {@code components/responses}. */
  private static final Map<String, String> ANYWHERE =
      Map.of(
          "400", "Unreadable",
          "414", "TargetTooLong",
          "431", "HeaderTooLarge",
          "500", "ServerError",
          "503", "Unavailable");

  static ContractModel load() {
    try (InputStream in =
        requireNonNull(ContractModel.class.getResourceAsStream("/openapi.yaml"), "openapi.yaml")) {
      ParseOptions options = new ParseOptions();
      options.setResolve(true);
      String text = new String(in.readAllBytes(), UTF_8);
      OpenAPI api = new OpenAPIV3Parser().readContents(text, null, options).getOpenAPI();
      ContractModel model = new ContractModel(requireNonNull(api, "openapi.yaml"));
      model.spread();
      return model;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path under which the model has this one. */
  String declared(String path) {
    boolean known =
        api.getPaths().keySet().stream()
            .anyMatch(each -> path.matches(each.replaceAll("\\{[^}]+}", "[^/]+")));
    return known ? path : OTHER_PATH;
  }

  private void spread() {
    api.setServers(List.of());
    api.getComponents().getResponses().values().forEach(this::resolveHeaders);
    api.getPaths().values().stream()
        .flatMap(item -> item.readOperations().stream())
        .map(Operation::getResponses)
        .forEach(responses -> responses.replaceAll((status, response) -> resolve(response)));
    api.getPaths().values().forEach(item -> spread(item, "405", "MethodNotAllowed"));
    PathItem other = new PathItem();
    spread(other, "404", "NotFound");
    api.path(OTHER_PATH, other);
  }

  // The parser leaves these references as they are, and the validator takes them for nothing.
  private ApiResponse resolve(ApiResponse response) {
    if (response.get$ref() != null) {
      return response(nameIn(response.get$ref()));
    }
    resolveHeaders(response);
    return response;
  }

  private void resolveHeaders(ApiResponse response) {
    if (response.getHeaders() != null) {
      response.getHeaders().replaceAll((name, header) -> resolve(header));
    }
  }

  private Header resolve(Header header) {
    if (header.get$ref() == null) {
      return header;
    }
    String name = nameIn(header.get$ref());
    return requireNonNull(api.getComponents().getHeaders().get(name), name);
  }

  private static String nameIn(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  private void spread(PathItem item, String undeclaredStatus, String undeclaredName) {
    Map<HttpMethod, Operation> declared = item.readOperationsMap();
    for (HttpMethod method : HttpMethod.values()) {
      Operation operation = declared.get(method);
      if (operation == null) {
        operation = new Operation().responses(new ApiResponses());
        operation.getResponses().put(undeclaredStatus, response(undeclaredName));
        item.operation(method, operation);
      }
      ApiResponses responses = operation.getResponses();
      ANYWHERE.forEach((status, name) -> responses.putIfAbsent(status, response(name)));
    }
    Operation likeHead = item.getGet() == null ? item.getHead() : item.getGet();
    item.setHead(new Operation().responses(withoutBodies(likeHead.getResponses())));
  }

  private ApiResponse response(String name) {
    return requireNonNull(api.getComponents().getResponses().get(name), name);
  }

  private static ApiResponses withoutBodies(ApiResponses responses) {
    ApiResponses bodiless = new ApiResponses();
    responses.forEach(
        (status, response) ->
            bodiless.put(status, new ApiResponse().headers(response.getHeaders())));
    return bodiless;
  }
}
