package dev.signet.quota;

import dev.signet.quota.count.FallBackCounts;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Consumer;

/** Says in the log and to the host's listener that a shared count is lost, and that it is back. */
final class Announcer implements FallBackCounts.Listener {
  private static final System.Logger LOG = System.getLogger(HolderQuotas.class.getName());

  private final String name;
  private final QuotaListener listener;

  Announcer(String name, QuotaListener listener) {
    this.name = name;
    this.listener = listener;
  }

  @Override
  public void lost(String cause) {
    LOG.log(
        Level.WARNING,
        "The shared count {0} cannot be reached, so this process counts by itself: {1}",
        name,
        cause);
    tell(host -> host.sharedCountLost(cause));
  }

  @Override
  public void back(Duration lasted) {
    LOG.log(Level.INFO, "The shared count {0} is back, after {1}", name, lasted);
    tell(host -> host.sharedCountBack(lasted));
  }

  private void tell(Consumer<QuotaListener> event) {
    try {
      event.accept(listener);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The listener of the shared count " + name + " failed", e);
    }
  }
}
