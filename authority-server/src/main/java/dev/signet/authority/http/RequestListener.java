package dev.signet.authority.http;

import java.time.Duration;

/** Hears of each request that was answered. Implementations are thread-safe and fast. */
@FunctionalInterface
public interface RequestListener {
  /** Hears nothing. */
  RequestListener NONE = (method, path, status, time) -> {};

  /**
   * A request was answered.
   *
   * @param method its method
   * @param path the path that an endpoint has mounted, as {@code /operator/revocations/{id}}; empty
   *     if none serves it
   * @param status of the answer
   * @param time from the first handler to the answer
   */
  void answered(String method, String path, int status, Duration time);
}
