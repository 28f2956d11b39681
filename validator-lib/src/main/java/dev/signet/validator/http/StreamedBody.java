package dev.signet.validator.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A body read while it comes, by one thread. What the reader has not taken is not asked for, so a
 * sender that is faster than the reader waits; one that says nothing for too long is given up.
 */
final class StreamedBody extends InputStream implements HttpResponse.BodySubscriber<InputStream> {
  private record Part(List<ByteBuffer> bytes, boolean last, @Nullable Throwable failure) {}

  private final Duration silence;
  private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
  private final Queue<ByteBuffer> current = new ArrayDeque<>();
  private boolean ended;
  private Flow.@Nullable Subscription subscription;
  private boolean closed;

  StreamedBody(Duration silence) {
    this.silence = silence;
  }

  /** There before the first byte. */
  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    if (closed) {
      newSubscription.cancel();
    } else {
      newSubscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    parts.add(new Part(bytes, false, null));
  }

  @Override
  public void onError(Throwable failure) {
    parts.add(new Part(List.of(), true, failure));
  }

  @Override
  public void onComplete() {
    parts.add(new Part(List.of(), true, null));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Waits for the next bytes, and takes of them what fits. */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    ByteBuffer bytes = current.peek();
    while (bytes == null || !bytes.hasRemaining()) {
      if (bytes != null) {
        current.remove();
      } else if (ended) {
        return -1;
      } else {
        take();
      }
      bytes = current.peek();
    }
    int count = Math.min(length, bytes.remaining());
    bytes.get(target, offset, count);
    return count;
  }

  private void take() throws IOException {
    Part part = await();
    if (part == null) {
      throw new IOException("nothing came within " + silence);
    }
    if (part.failure() != null) {
      throw new IOException(
          "broke off: " + part.failure().getClass().getSimpleName(), part.failure());
    }
    ended = part.last();
    current.addAll(part.bytes());
    askForMore();
  }

  private synchronized void askForMore() {
    if (subscription != null) {
      subscription.request(1);
    }
  }

  private @Nullable Part await() throws IOException {
    try {
      return parts.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("was not waited for");
    }
  }

  /** Hangs up, also if the exchange has not come as far as to tell on whom. */
  @Override
  public synchronized void close() {
    closed = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
