package dev.signet.authority.cli;

import dev.signet.authority.Authority;
import dev.signet.authority.config.AuthorityConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What every verb has: its options, its terminal and the authority it works on. */
abstract class Verb implements Callable<Integer> {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int UNCONFIRMED = 3;

  @Mixin private CommonOptions options = new CommonOptions();

  private final Terminal terminal;

  Verb(Terminal terminal) {
    this.terminal = terminal;
  }

  final Terminal terminal() {
    return terminal;
  }

  final boolean json() {
    return options.json();
  }

  final AuthorityConfig config() {
    return options.config(terminal.environment());
  }

  final Authority openAuthority() {
    return Authority.open(config(), terminal.clock());
  }
}
