package dev.signet.benchmarks.serving;

import dev.signet.benchmarks.load.LoadGenerator;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, with what Linux tells about it. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(1);

  private final ServerCommand command;
  private final Process process;

  private ServerProcess(ServerCommand command, Process process) {
    this.command = command;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param core the only core it may run on; empty leaves it to the system
   */
  public static ServerProcess start(JavaHome java, OptionalInt core, ServerCommand command)
      throws IOException {
    List<String> words = new ArrayList<>();
    if (core.isPresent()) {
      // taskset becomes the server, so the process is the server's own.
      words.addAll(List.of("taskset", "-c", String.valueOf(core.getAsInt())));
    }
    words.addAll(command.words(java));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put(JavaHome.VARIABLE, java.folder().toString());
    builder.environment().putAll(command.environment());
    Files.createDirectories(command.log().toAbsolutePath().getParent());
    File log = command.log().toFile();
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    return new ServerProcess(command, builder.start());
  }

  /**
   * Asks again and again until an answer is 200.
   *
   * @throws IllegalStateException if the process ends, or takes longer than a minute
   */
  public void awaitFirst(byte[] request) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!answers(request)) {
      requireRunningFor(Duration.ofMillis(2));
      if (System.nanoTime() - start > LONGEST_START.toNanos()) {
        throw new IllegalStateException(command.name() + " did not answer: see " + command.log());
      }
    }
  }

  /** Waits, unless the process ends meanwhile, which it must not. */
  public void requireRunningFor(Duration time) throws InterruptedException {
    if (process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException(command.name() + " ended: see " + command.log());
    }
  }

  private boolean answers(byte[] request) throws IOException {
    try {
      return LoadGenerator.askOnce(command.address(), request) == 200;
    } catch (ConnectException e) {
      return false;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return command.address();
  }

  /** The number of the process. */
  public long pid() {
    return process.pid();
  }

  /** The time that it has spent on the processor, in user and in system. */
  public Duration cpuTime() {
    return process.toHandle().info().totalCpuDuration().orElseThrow();
  }

  /** The memory that it holds, in MiB: {@code VmRSS} of proc(5). */
  public double residentMebibytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
      }
    }
    throw new IllegalStateException(command.name() + " has no resident memory");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
