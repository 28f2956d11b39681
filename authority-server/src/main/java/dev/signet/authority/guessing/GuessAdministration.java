package dev.signet.authority.guessing;

import dev.signet.authority.http.proxy.IpAddress;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.ConsumerReader;
import dev.signet.authority.storage.guessing.GuessKey;
import dev.signet.authority.storage.guessing.GuessRecord;
import dev.signet.authority.storage.guessing.GuessRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What operators see of waits, and how they end them. Thread-safe. */
public final class GuessAdministration {
  private final GuessRepository repository;
  private final NameHash names;
  private final ConsumerReader consumers;
  private final Duration longest;
  private final Supplier<Instant> time;

  GuessAdministration(
      GuessRepository repository,
      NameHash names,
      ConsumerReader consumers,
      Duration longest,
      Supplier<Instant> time) {
    this.repository = repository;
    this.names = names;
    this.consumers = consumers;
    this.longest = longest;
    this.time = time;
  }

  /**
   * A wait.
   *
   * @param record what is kept of it
   * @param name the name it concerns; empty if it concerns all, or a name that the store of
   *     consumers does not have
   */
  public record Wait(GuessRecord record, Optional<String> name) {}

  /** Who waits, as far as nodes have told: those who wait longest first, at most so many. */
  public List<Wait> list(int most) {
    Instant now = time.get();
    List<GuessRecord> waiting = repository.waitingAt(now, now.plus(longest), most);
    boolean named = waiting.stream().anyMatch(each -> !each.key().name().isEmpty());
    Map<String, String> known = named ? namesByHash() : Map.of();
    return waiting.stream()
        .map(each -> new Wait(each, Optional.ofNullable(known.get(each.key().name()))))
        .toList();
  }

  private Map<String, String> namesByHash() {
    Map<String, String> known = new HashMap<>();
    for (ConsumerKind kind : ConsumerKind.values()) {
      consumers.list(kind).forEach(each -> known.put(names.of(each.name()), each.name()));
    }
    return known;
  }

  /**
   * Forgives all failures of a name, and all from an address if the text is one; nodes hear of it
   * within two seconds.
   *
   * @return how many waits that ends, of those that nodes have told of
   */
  public int lift(String nameOrAddress) {
    Instant now = time.get();
    int waits = repository.lift(GuessKey.ofAccount(names.of(nameOrAddress)), now);
    return waits
        + network(nameOrAddress)
            .map(each -> repository.lift(GuessKey.ofAddress(each), now))
            .orElse(0);
  }

  /** An address, or a network of IPv6 as it is listed. */
  private static Optional<String> network(String text) {
    String address = text.endsWith("::/64") ? text.substring(0, text.length() - 3) : text;
    return IpAddress.canonical(address).map(IpAddress::network);
  }
}
