package dev.signet.authority.config;

import java.util.List;

/** The configuration has faults; all of them at once, each with its fix. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  ConfigException(List<String> faults) {
    super("the configuration has faults:\n- " + String.join("\n- ", faults));
    this.faults = List.copyOf(faults);
  }

  /** Each fault names the setting and the fix. */
  public List<String> faults() {
    return faults;
  }
}
