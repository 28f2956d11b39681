package dev.signet.authority.cli.terminal;

import dev.signet.authority.Authority;
import dev.signet.authority.config.AuthorityConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What every verb has: its options, its terminal and the authority it works on. */
public abstract class Verb implements Callable<Integer> {
  /** The exit code of what was done. */
  public static final int OK = 0;

  /** The exit code of what was not. */
  public static final int FAILED = 1;

  /** The exit code of what was done, and not confirmed by others in time. */
  public static final int UNCONFIRMED = 3;

  @Mixin private CommonOptions options = new CommonOptions();

  private final Terminal terminal;

  /** Takes the terminal that it works at. */
  protected Verb(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Where it reads and prints. */
  protected final Terminal terminal() {
    return terminal;
  }

  /** Whether the result is to be JSON. */
  protected final boolean json() {
    return options.json();
  }

  /**
   * Reads the configuration.
   *
   * @throws dev.signet.authority.config.ConfigException with every fault
   */
  protected final AuthorityConfig config() {
    return options.config(terminal.environment());
  }

  /** Opens the authority; whoever does closes it. */
  protected final Authority openAuthority() {
    return Authority.open(config(), terminal.clock());
  }
}
