package dev.signet.examples.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Kills processes and breaks connections at random, and knows since when a provider could reach the
 * authority. One thread disturbs; any may ask.
 */
final class Chaos implements AutoCloseable {
  private static final long DOWN = Long.MAX_VALUE;

  private final Deployment deployment;
  private final CuttingProxy network;
  private final List<Integer> ports;
  private final SplittableRandom random;
  private final List<JarProcess> providers = new ArrayList<>();
  private final AtomicLongArray upSince;
  private volatile long authorityUpSince;
  private JarProcess authority;
  private int disturbances;

  /** Starts the authority and a provider at each port, and waits until all answer. */
  Chaos(Deployment deployment, CuttingProxy network, List<Integer> ports, long seed) {
    this.deployment = deployment;
    this.network = network;
    this.ports = ports;
    this.random = new SplittableRandom(seed);
    this.upSince = new AtomicLongArray(ports.size());
    this.authority = deployment.startAuthority();
    authorityUpSince = System.nanoTime();
    ports.forEach(port -> providers.add(deployment.startProvider(port)));
    for (int i = 0; i < ports.size(); i++) {
      awaitProvider(i);
    }
  }

  /** One disturbance, then a moment of peace. */
  void disturb() throws IOException {
    disturbances++;
    switch (random.nextInt(4)) {
      case 0 -> killAuthority();
      case 1 -> killProvider(random.nextInt(ports.size()));
      case 2 -> network.cut();
      default -> stall();
    }
    rest(100, 1_500);
  }

  private void killAuthority() throws IOException {
    authorityUpSince = DOWN;
    authority.close();
    rest(0, 2_000);
    authority = deployment.startAuthority();
    authorityUpSince = System.nanoTime();
  }

  private void killProvider(int index) throws IOException {
    upSince.set(index, DOWN);
    providers.get(index).close();
    providers.set(index, deployment.startProvider(ports.get(index)));
    awaitProvider(index);
  }

  private void awaitProvider(int index) {
    JarProcess.until("the provider answers", () -> Deployment.ask(ports.get(index), "") == 401);
    upSince.set(index, System.nanoTime());
  }

  private void stall() {
    network.stall(true);
    rest(100, 2_000);
    network.stall(false);
  }

  private void rest(int leastMillis, int mostMillis) {
    long until =
        System.nanoTime() + Duration.ofMillis(random.nextInt(leastMillis, mostMillis)).toNanos();
    while (System.nanoTime() < until) {
      JarProcess.pause();
    }
  }

  /**
   * Since when both this provider and the authority have been running; the far future if either is
   * not. Cut and silent connections do not count: the bound must hold through them.
   */
  long reachableSince(int provider) {
    return Math.max(authorityUpSince, upSince.get(provider));
  }

  int disturbances() {
    return disturbances;
  }

  @Override
  public void close() {
    try {
      authority.close();
      for (JarProcess provider : providers) {
        provider.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
