package dev.signet.authority.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each event as one line of JSON to the SLF4J logger {@code audit}, level INFO. Thread-safe.
 *
 * <p>Fields, in this order: {@code time} (when it was taken down, ISO 8601 in UTC), {@code event}
 * (see {@link AuditEvent#type}), then the components of the event in snake case, for example {@code
 * client_id}; times are ISO 8601 strings. The line is pure ASCII, everything else is escaped, so
 * that no value can end the line or turn its reading direction.
 */
public final class LoggedAuditLog implements AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger("audit");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
          .build();

  private final Clock clock;

  /**
   * Takes the clock that stamps the events.
   *
   * @param clock tells the {@code time} of each line
   */
  public LoggedAuditLog(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void record(AuditEvent event) {
    ObjectNode line = JSON.createObjectNode();
    line.put("time", clock.instant().toString());
    line.put("event", event.type());
    line.setAll(JSON.<ObjectNode>valueToTree(event));
    LOG.info("{}", write(line));
  }

  private static String write(ObjectNode line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of strings and numbers can always be written", e);
    }
  }
}
