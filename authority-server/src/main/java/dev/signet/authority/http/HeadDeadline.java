package dev.signet.authority.http;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections that bring no whole request head in time. An idle time-out lets one byte after
 * another hold a connection, or a TLS handshake, for hours; and there are only so many.
 *
 * <p>Looks once a second. Thread-safe; to stand in front of all other handlers.
 */
final class HeadDeadline extends Handler.Wrapper {
  private static final long LOOK_EVERY_MILLIS = 1_000;

  private static final Wait SERVED = new Wait(true, 0);

  private final long withinNanos;
  private final Map<EndPoint, Wait> waits = new ConcurrentHashMap<>();
  private volatile Scheduler.@Nullable Task next;

  /**
   * Makes one.
   *
   * @param within how long after it was opened, or its last request was answered
   */
  HeadDeadline(Duration within) {
    this.withinNanos = within.toNanos();
  }

  /**
   * Whether a request of a connection is served, or else since when there is none (nanoseconds).
   */
  private record Wait(boolean over, long since) {}

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    EndPoint connection = ofNetwork(request.getConnectionMetaData().getConnection().getEndPoint());
    waits.put(connection, SERVED);
    Request.addCompletionListener(
        request, failure -> waits.replace(connection, new Wait(false, System.nanoTime())));
    return super.handle(request, response, callback);
  }

  /** Under TLS there are two for a connection. */
  private static EndPoint ofNetwork(EndPoint endPoint) {
    EndPoint network = endPoint;
    while (network instanceof EndPoint.Wrapper wrapper) {
      network = wrapper.unwrap();
    }
    return network;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    lookAgain();
  }

  @Override
  protected void doStop() throws Exception {
    Scheduler.Task task = next;
    if (task != null) {
      task.cancel();
    }
    super.doStop();
  }

  private void lookAgain() {
    next =
        getServer().getScheduler().schedule(this::look, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      Set<EndPoint> open = new HashSet<>();
      for (Connector connector : getServer().getConnectors()) {
        open.addAll(connector.getConnectedEndPoints());
      }
      waits.keySet().retainAll(open);
      closeLate(open, System.nanoTime());
    } finally {
      if (isRunning()) {
        lookAgain();
      }
    }
  }

  private void closeLate(Set<EndPoint> open, long now) {
    for (EndPoint connection : open) {
      Wait wait = waits.computeIfAbsent(connection, opened -> new Wait(false, now));
      if (!wait.over() && now - wait.since() > withinNanos) {
        connection.close();
      }
    }
  }
}
