package dev.signet.authority.audit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** What an authority took down during a test; register it as an extension. */
public final class AuditLines implements BeforeEachCallback, AfterEachCallback {
  private final Logger logger = (Logger) LoggerFactory.getLogger("audit");
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  /** The lines about one kind of event. */
  public List<String> of(String event) {
    return all().stream().filter(line -> line.contains("\"event\":\"" + event + '"')).toList();
  }

  /** All lines. */
  public List<String> all() {
    return List.copyOf(appender.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** Begins anew. */
  public void forget() {
    appender.list.clear();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    forget();
    appender.start();
    logger.addAppender(appender);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.detachAppender(appender);
  }
}
