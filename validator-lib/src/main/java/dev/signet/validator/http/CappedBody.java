package dev.signet.validator.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Collects a body and hangs up at the first byte too many.
 *
 * <p>The JDK's client keeps the first answer of a connection for as long as it keeps the
 * connection; the bytes are handed out once and kept here no more, as a list may have megabytes.
 */
final class CappedBody implements HttpResponse.BodySubscriber<CappedBody> {
  private final int maxBytes;
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<CappedBody> body = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  CappedBody(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The body is larger than the cap. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The whole body; for one caller, once it is complete, and only the first time. */
  byte[] take() {
    byte[] taken = bytes.toByteArray();
    bytes = new ByteArrayOutputStream(0);
    return taken;
  }

  @Override
  public CompletionStage<CappedBody> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      if (bytes.size() + part.remaining() > maxBytes) {
        if (subscription != null) {
          subscription.cancel();
        }
        body.completeExceptionally(new TooLargeException());
        return;
      }
      byte[] chunk = new byte[part.remaining()];
      part.get(chunk);
      bytes.writeBytes(chunk);
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(this);
  }
}
