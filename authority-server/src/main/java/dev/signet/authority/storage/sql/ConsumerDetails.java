package dev.signet.authority.storage.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.signet.authority.storage.StorageException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The details of a consumer, kept as one JSON object. */
final class ConsumerDetails {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  private ConsumerDetails() {}

  static String toJson(Map<String, Object> details) {
    try {
      return JSON.writeValueAsString(details);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings, booleans and lists can always be written", e);
    }
  }

  static Map<String, Object> parse(String json) {
    try {
      return JSON.readValue(json, OBJECT);
    } catch (JsonProcessingException e) {
      throw new StorageException("the details of a consumer are damaged: restore a backup", e);
    }
  }
}
