package dev.signet.authority;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.cli.CommandTree;
import dev.signet.authority.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.locks.LockSupport;

/** Where the process begins, and the one place that reads the wall clock. */
public final class Main {
  private Main() {}

  /** Runs one command of the command line. */
  @WallClock("the process's own clock, handed to everything else")
  public static void main(String[] args) {
    Terminal terminal =
        new Terminal(
            Clock.systemUTC(),
            System.getenv(),
            System.in,
            new PrintWriter(System.out, true, UTF_8),
            new PrintWriter(System.err, true, UTF_8),
            time -> LockSupport.parkNanos(time.toNanos()));
    System.exit(CommandTree.run(terminal, args));
  }
}
