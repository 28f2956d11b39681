package dev.signet.benchmarks.serving;

/** One thing to put load on: a server and the request that it gets. */
final class Target {
  private final String name;
  private final ServerProcess process;
  private final byte[] request;

  Target(String name, ServerProcess process, byte[] request) {
    this.name = name;
    this.process = process;
    this.request = request;
  }

  String name() {
    return name;
  }

  ServerProcess process() {
    return process;
  }

  byte[] request() {
    return request;
  }
}
