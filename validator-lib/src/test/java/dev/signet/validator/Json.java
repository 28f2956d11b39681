package dev.signet.validator;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.Map;

/** Writes JSON with a writer that is not ours. */
public final class Json {
  private Json() {}

  public static String write(Map<String, ?> object) {
    return JSONObjectUtils.toJSONString(object);
  }
}
