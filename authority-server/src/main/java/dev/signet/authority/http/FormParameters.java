package dev.signet.authority.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    requireForm(ctx.contentType());
    return parse(body(ctx, limits), limits);
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

  private static void requireForm(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    if (!type.toLowerCase(Locale.ROOT).equals(FORM)) {
      throw OAuthException.invalidRequest("Send the parameters as " + FORM);
    }
  }

  private static String body(Context ctx, HttpLimits limits) {
    byte[] buffer = new byte[limits.bodyBytes() + 1];
    int length = 0;
    long start = System.nanoTime();
    try (InputStream in = ctx.bodyInputStream()) {
      for (int read = 0; read >= 0; read = in.read(buffer, length, buffer.length - length)) {
        length += read;
        if (length == buffer.length) {
          throw OAuthException.tooLarge("The form is larger than " + limits.bodyBytes() + " bytes");
        }
        // A sender that drips one byte after another would hold the thread past any idle time-out.
        if (System.nanoTime() - start > limits.bodyTimeout().toNanos()) {
          throw OAuthException.tooSlow("The form took too long to arrive");
        }
      }
    } catch (IOException e) {
      throw OAuthException.invalidRequest("The request body could not be read");
    }
    return FormEncoding.utf8(ByteBuffer.wrap(buffer, 0, length));
  }
}
