package dev.signet.authority.http;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of an {@code application/x-www-form-urlencoded} body, read strictly and once.
 *
 * <p>A parameter without a value counts as absent, and no parameter may be repeated (RFC 6749
 * §3.2), except {@code resource} and {@code audience} (RFC 8693 §2.1, RFC 8707 §2). Immutable.
 */
public final class FormParameters {
  private static final Set<String> REPEATABLE = Set.of("resource", "audience");
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Map<String, List<String>> values;

  private FormParameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads the body of a request.
   *
   * @throws OAuthException {@code invalid_request} if it is not a form, too large, badly encoded or
   *     repeats a parameter
   */
  public static FormParameters read(Context ctx, HttpLimits limits) {
    if (!RequestBody.isA(FORM, ctx)) {
      throw OAuthException.invalidRequest("Send the parameters as " + FORM);
    }
    return parse(RequestBody.read(ctx, limits, "form"), limits);
  }

  /** Parses the text of a form; the same errors as {@link #read}. */
  static FormParameters parse(String text, HttpLimits limits) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int fields = 0;
    for (String field : text.isEmpty() ? new String[0] : text.split("&", -1)) {
      if (++fields > limits.formFields()) {
        throw OAuthException.invalidRequest("The form has more fields than allowed");
      }
      int equals = field.indexOf('=');
      String name = FormEncoding.decode(equals < 0 ? field : field.substring(0, equals));
      String value = equals < 0 ? "" : FormEncoding.decode(field.substring(equals + 1));
      add(values, name, value, limits.fieldChars());
    }
    values.replaceAll((name, all) -> all.stream().filter(v -> !v.isEmpty()).toList());
    return new FormParameters(values);
  }

  private static void add(
      Map<String, List<String>> values, String name, String value, int maxChars) {
    if (value.length() > maxChars || name.length() > maxChars) {
      throw OAuthException.invalidRequest("A form field is longer than allowed");
    }
    List<String> all = values.computeIfAbsent(name, n -> new ArrayList<>());
    all.add(value);
    if (all.size() > 1 && !REPEATABLE.contains(name)) {
      throw OAuthException.invalidRequest("A parameter is repeated");
    }
  }

  /** The value of a parameter; empty if it is absent or has no value. */
  public Optional<String> find(String name) {
    return all(name).stream().findFirst();
  }

  /** All values of a parameter that may be repeated, in their order. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /**
   * The value of a parameter.
   *
   * @throws OAuthException {@code invalid_request} if it is absent
   */
  public String get(String name) {
    return find(name)
        .orElseThrow(() -> OAuthException.invalidRequest("The parameter " + name + " is missing"));
  }
}
