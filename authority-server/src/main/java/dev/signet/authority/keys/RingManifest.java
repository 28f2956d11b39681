package dev.signet.authority.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.authority.keys.signing.SigningKey;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ring.json} says: the keys of the ring with the instants of their lives, and the names
 * of keys that are gone but whose files may still be there after a crash.
 *
 * @param entries a key of the ring each
 * @param gone names of keys whose files are to be removed
 */
record RingManifest(List<Entry> entries, Set<String> gone) {
  private static final int FORMAT = 1;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** A key without its key pair, which is in a file of its own. */
  record Entry(
      String kid,
      Instant announced,
      @Nullable Instant activated,
      @Nullable Instant retired,
      Duration longestToken) {
    RingKey toKey(SigningKey key) {
      return new RingKey(key, announced, activated, retired, longestToken);
    }
  }

  static RingManifest of(KeyRing ring, Set<String> gone) {
    List<Entry> entries =
        ring.keys().stream()
            .map(
                key ->
                    new Entry(
                        key.kid(),
                        key.announcedAt(),
                        key.activated(),
                        key.retired(),
                        key.longestToken()))
            .toList();
    return new RingManifest(entries, gone);
  }

  /** The ring, its key pairs found by their names. */
  KeyRing ring(Function<String, SigningKey> pairs) {
    return new KeyRing(
        entries.stream().map(entry -> entry.toKey(pairs.apply(entry.kid()))).toList());
  }

  byte[] toJson() {
    ObjectNode root = JSON.createObjectNode().put("format", FORMAT);
    ArrayNode keys = root.putArray("keys");
    for (Entry entry : entries) {
      ObjectNode key = keys.addObject().put("kid", entry.kid());
      key.put("announced", entry.announced().toString());
      put(key, "activated", entry.activated());
      put(key, "retired", entry.retired());
      key.put("longestToken", entry.longestToken().toString());
    }
    ArrayNode names = root.putArray("gone");
    new TreeSet<>(gone).forEach(names::add);
    return (root.toPrettyString() + "\n").getBytes(UTF_8);
  }

  private static void put(ObjectNode key, String name, @Nullable Instant at) {
    if (at != null) {
      key.put(name, at.toString());
    }
  }

  /**
   * Reads a manifest.
   *
   * @throws IllegalArgumentException if it is not whole
   * @throws IllegalStateException if it is of a later version
   */
  static RingManifest parse(byte[] json) {
    try {
      JsonNode root = JSON.readTree(json);
      if (root.path("format").intValue() > FORMAT) {
        throw new IllegalStateException(
            "is of a later format than this version knows: run the later version");
      }
      List<Entry> entries = new ArrayList<>();
      root.required("keys").forEach(key -> entries.add(entry(key)));
      Set<String> gone = new TreeSet<>();
      root.required("gone").forEach(name -> gone.add(kid(name)));
      return new RingManifest(List.copyOf(entries), Set.copyOf(gone));
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "is damaged: restore its backup; without one remove it, and the newest key signs", e);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can always be read", e);
    }
  }

  private static Entry entry(JsonNode key) {
    return new Entry(
        kid(key.required("kid")),
        Instant.parse(key.required("announced").asText()),
        instant(key, "activated"),
        instant(key, "retired"),
        Duration.parse(key.required("longestToken").asText()));
  }

  private static @Nullable Instant instant(JsonNode key, String name) {
    return key.has(name) ? Instant.parse(key.required(name).asText()) : null;
  }

  /** A thumbprint and nothing else: the names of files are made from it. */
  private static String kid(JsonNode name) {
    if (!name.asText().matches("[A-Za-z0-9_-]{43}")) {
      throw new IllegalArgumentException("not the name of a key: " + name);
    }
    return name.asText();
  }
}
