package dev.signet.authority.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** A running authority, started as an operator would: by the script beside the jar. */
public final class AuthorityProcess implements AutoCloseable {
  // Started often and for seconds: the flags trade speed later for speed now.
  private static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private final AuthorityHome home;
  private final Path log;
  private final Process process;

  private AuthorityProcess(AuthorityHome home, Path log, Process process) {
    this.home = home;
    this.log = log;
    this.process = process;
  }

  /** Starts it; does not wait for it. */
  public static AuthorityProcess launch(AuthorityHome home) {
    try {
      Path log = Files.createTempFile(home.folder(), "authority", ".log");
      ProcessBuilder builder = Launcher.built().command(home.settings(), QUICK, "serve");
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      return new AuthorityProcess(home, log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it and waits until it answers. */
  public static AuthorityProcess start(AuthorityHome home) {
    AuthorityProcess authority = launch(home);
    authority.awaitAnswerOrEnd();
    if (!authority.isAlive()) {
      throw new AssertionError("the authority ended before it answered:\n" + authority.log());
    }
    return authority;
  }

  /** Returns when it answers or is gone. */
  public void awaitAnswerOrEnd() {
    Waiting.until("the authority answers", () -> !process.isAlive() || isLive());
  }

  /** Whether the process lives. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Whether a connection is answered at all. */
  boolean isLive() {
    HttpRequest request = HttpRequest.newBuilder(URI.create(home.url() + "/health/live")).build();
    try {
      return TokenClient.HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** SIGTERM; does not wait. */
  public void askToStop() {
    process.destroy();
  }

  /** SIGKILL, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /** SIGSTOP: it stands still in whatever it was doing. */
  public void pause() {
    signal("-STOP");
  }

  /** SIGCONT: it goes on as if no time had passed. */
  public void resume() {
    signal("-CONT");
  }

  private void signal(String name) {
    Command.run("kill", name, Long.toString(process.pid()));
  }

  /** Waits until it is gone. */
  public int exitCode() {
    Waiting.until("the authority is gone", () -> !process.isAlive());
    return process.exitValue();
  }

  /** What it wrote. */
  public String log() {
    try {
      return Files.readString(log, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number that the system knows it by. */
  public long pid() {
    return process.pid();
  }

  /** Ends it if it still runs. */
  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
