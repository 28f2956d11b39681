package dev.signet.validator.supply;

import dev.signet.validator.Transport;
import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.http.RawHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The host's transport within our bounds. Each call runs on a thread of its own, one at a time: a
 * transport that hangs costs one thread, and never the one that keeps the keys in step. Used by one
 * thread.
 */
public final class HostTransport implements RawHttp {
  private static final Duration LAST_MOMENT = Duration.ofMillis(100);

  private final Transport transport;
  private final BoundedHttp.Limits limits;
  private @Nullable Thread earlier;

  /** Makes a transport within these limits. */
  public HostTransport(Transport transport, BoundedHttp.Limits limits) {
    this.transport = transport;
    this.limits = limits;
  }

  @Override
  public Reply get(URI uri, Map<String, String> headers) throws IOException {
    FutureTask<Reply> call = new FutureTask<>(() -> call(uri, headers));
    start(call);
    try {
      return call.get(limits.total().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException(uri + " did not answer within " + limits.total());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(uri + " cannot be read: " + cause.getClass().getSimpleName(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(uri + " was not waited for");
    } finally {
      if (call.isDone()) {
        // It hangs no more; to hold the thread would be to hold what it brought.
        earlier = null;
      }
      call.cancel(true);
    }
  }

  private void start(FutureTask<Reply> call) throws IOException {
    if (earlier != null && earlier.isAlive() && !ends(earlier)) {
      throw new IOException("the transport still hangs in an earlier call");
    }
    Thread thread = new Thread(call, "signet-validator-transport");
    thread.setDaemon(true);
    thread.start();
    earlier = thread;
  }

  /** A thread outlives the interrupt that ends its call by a moment. */
  private static boolean ends(Thread thread) {
    try {
      thread.join(LAST_MOMENT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  private Reply call(URI uri, Map<String, String> headers) throws IOException {
    Transport.Response response = transport.get(uri, Map.copyOf(headers), limits.total());
    try (InputStream body = response.body()) {
      // One byte over the cap is enough to know that it is too large.
      byte[] bytes = body.readNBytes(limits.maxBytes() + 1);
      return new Reply(response.status(), response.headers(), bytes);
    }
  }
}
