package dev.signet.authority.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.process.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * A program of the first version of the PostgreSQL schema, so far as the database sees it: its
 * statements, again and again, until one fails or it is closed.
 */
final class OldProgram implements AutoCloseable {
  /** Far from the hours that tokens of today expire in. */
  private static final long FIRST_HOUR = 900_000;

  private final LongAdder rounds = new LongAdder();
  private final AtomicReference<String> fault = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean running = true;

  private OldProgram(Callable<Connection> database) {
    thread = new Thread(() -> repeat(database), "old-program");
    thread.setDaemon(true);
  }

  /** Starts on a database. */
  static OldProgram start(Callable<Connection> database) {
    OldProgram program = new OldProgram(database);
    program.thread.start();
    return program;
  }

  private void repeat(Callable<Connection> database) {
    List<String> statements = statements();
    String last = "";
    try (Connection connection = database.call();
        Statement statement = connection.createStatement()) {
      while (running) {
        for (String each : statements) {
          last = each.replace("${n}", rounds.toString()).replace("${hour}", hour());
          statement.execute(last);
        }
        rounds.increment();
      }
    } catch (Exception e) {
      fault.set(last + ": " + e.getMessage());
    }
  }

  private String hour() {
    return Long.toString(FIRST_HOUR + rounds.sum());
  }

  private static List<String> statements() {
    try (InputStream in = OldProgram.class.getResourceAsStream("statements-of-v1.sql")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return Stream.of(all.replaceAll("(?m)^--.*$", "").split(";", -1))
          .map(String::strip)
          .filter(statement -> !statement.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns once it has done all it does, from now on; or failed. */
  void awaitRound() {
    long before = rounds.sum() + 1;
    Waiting.until(
        "the old program has done its round", () -> fault.get() != null || rounds.sum() > before);
  }

  /** What it could not do. */
  Optional<String> fault() {
    return Optional.ofNullable(fault.get());
  }

  @Override
  public void close() {
    running = false;
    Waiting.until("the old program ends", () -> !thread.isAlive());
  }
}
