package dev.signet.authority.keys;

import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.keys.signing.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The steps of a rotation, each a function of a ring and an instant: announce, activate, drop.
 *
 * <p>Nothing is due because of the step before it, only because of what the ring says: whoever
 * slept past several steps takes them late, and none too early. Immutable.
 */
public final class Rotation {
  /** Makes new keys. */
  @FunctionalInterface
  interface KeyMaker {
    SigningKey make(SigningAlgorithm algorithm, Instant now);
  }

  private final RotationSchedule schedule;
  private final List<SigningAlgorithm> lines;

  /**
   * Makes the steps of a schedule.
   *
   * @param schedule when keys come and go
   * @param lines the algorithms whose lines are kept, the first being the default
   * @throws IllegalArgumentException if there is no line
   */
  public Rotation(RotationSchedule schedule, List<SigningAlgorithm> lines) {
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("keep at least one line");
    }
    this.schedule = schedule;
    this.lines = List.copyOf(lines);
  }

  /** When keys come and go. */
  public RotationSchedule schedule() {
    return schedule;
  }

  /** Takes every step that is due at an instant; the same ring if none is. */
  KeyRing advance(KeyRing ring, Instant now, KeyMaker maker) {
    if (ring.active().isEmpty()) {
      return begin(ring, now, maker);
    }
    KeyRing turned = drop(ring, now);
    turned = activate(turned, now);
    turned = announce(turned, now, maker);
    turned = leaveLines(turned, now);
    return remember(turned);
  }

  /**
   * The ring of keys of which only their age is known: the newest of each kept line signs, or the
   * newest of all, and the others retire from now on.
   */
  KeyRing adopt(Collection<SigningKey> keys, Instant now) {
    List<SigningKey> byAge =
        keys.stream().sorted(Comparator.comparing(SigningKey::createdAt)).toList();
    Map<SigningAlgorithm, SigningKey> newest = new EnumMap<>(SigningAlgorithm.class);
    byAge.forEach(key -> newest.put(key.algorithm(), key));
    newest.keySet().retainAll(lines);
    Set<SigningKey> signing = new HashSet<>(newest.values());
    if (signing.isEmpty()) {
      byAge.stream().skip(byAge.size() - 1L).forEach(signing::add);
    }
    return new KeyRing(byAge.stream().map(key -> adopt(key, signing.contains(key), now)).toList());
  }

  private RingKey adopt(SigningKey key, boolean signs, Instant now) {
    Instant made = key.createdAt();
    RingKey active = RingKey.announced(key, made).activatedAt(made, schedule.longestToken());
    return signs ? active : active.retiredAt(now);
  }

  /** Where nothing signs no verifier can be broken: a key that waits signs now, or a new one. */
  private KeyRing begin(KeyRing ring, Instant now, KeyMaker maker) {
    KeyRing begun = ring;
    for (SigningAlgorithm line : lines) {
      begun = activateNow(begun, line, now, maker);
    }
    return begun;
  }

  private KeyRing drop(KeyRing ring, Instant now) {
    KeyRing kept = ring;
    for (RingKey key : ring.keys()) {
      if (dropAt(key).filter(at -> !now.isBefore(at)).isPresent()) {
        kept = kept.without(key);
      }
    }
    return kept;
  }

  private KeyRing activate(KeyRing ring, Instant now) {
    KeyRing turned = ring;
    for (SigningAlgorithm line : lines) {
      Optional<RingKey> due =
          turned.next(line).filter(next -> !now.isBefore(next.announcedAt().plus(announce())));
      if (due.isPresent()) {
        turned = activate(turned, due.get(), now);
      }
    }
    return turned;
  }

  private KeyRing activate(KeyRing ring, RingKey next, Instant now) {
    KeyRing turned = retire(ring, next.algorithm(), now);
    return turned.replacing(next, key -> key.activatedAt(now, schedule.longestToken()));
  }

  private static KeyRing retire(KeyRing ring, SigningAlgorithm line, Instant now) {
    return ring.active(line)
        .map(old -> ring.replacing(old, key -> key.retiredAt(now)))
        .orElse(ring);
  }

  private KeyRing announce(KeyRing ring, Instant now, KeyMaker maker) {
    KeyRing turned = ring;
    for (SigningAlgorithm line : lines) {
      if (announceAt(turned, line).filter(at -> !now.isBefore(at)).isPresent()) {
        turned = announceNow(turned, line, now, maker);
      }
    }
    return turned;
  }

  /** A line that is kept no more ends once every kept one can sign in its place. */
  private KeyRing leaveLines(KeyRing ring, Instant now) {
    if (!lines.stream().allMatch(line -> ring.active(line).isPresent())) {
      return ring;
    }
    KeyRing turned = ring;
    for (RingKey key : ring.keys()) {
      if (!lines.contains(key.algorithm()) && key.state() == KeyState.NEXT) {
        turned = turned.without(key);
      } else if (!lines.contains(key.algorithm()) && key.state() == KeyState.ACTIVE) {
        turned = turned.replacing(key, old -> old.retiredAt(now));
      }
    }
    return turned;
  }

  /** The longest token may be configured shorter later; those that were signed stay as long. */
  private KeyRing remember(KeyRing ring) {
    Duration longest = schedule.longestToken();
    return new KeyRing(
        ring.keys().stream()
            .map(key -> key.state() == KeyState.ACTIVE ? key.signingUpTo(longest) : key)
            .toList());
  }

  /**
   * Announces a new key of a line at once; it signs once it was announced long enough.
   *
   * @throws IllegalArgumentException if the line is not kept, or a key of it is next already
   */
  KeyRing announceNow(KeyRing ring, SigningAlgorithm line, Instant now, KeyMaker maker) {
    requireKept(line);
    requireNoneNext(ring, line);
    return ring.with(RingKey.announced(maker.make(line, now), now));
  }

  /**
   * Lets the next key of a line sign at once, or a new one if none is next; verifiers that cached
   * the set before do not know it.
   *
   * @throws IllegalArgumentException if the line is not kept
   */
  KeyRing activateNow(KeyRing ring, SigningAlgorithm line, Instant now, KeyMaker maker) {
    requireKept(line);
    KeyRing announced = ring.next(line).isPresent() ? ring : announceNow(ring, line, now, maker);
    return announced.next(line).map(next -> activate(announced, next, now)).orElse(announced);
  }

  /**
   * Removes a key at once; if it signed, the next key of its line signs from now on, or a new one.
   *
   * @throws IllegalArgumentException if the ring has no such key
   */
  KeyRing revoke(KeyRing ring, String kid, Instant now, KeyMaker maker) {
    RingKey revoked =
        ring.find(kid)
            .orElseThrow(
                () -> new IllegalArgumentException("there is no key " + kid + "; see: keys list"));
    KeyRing rest = ring.without(revoked);
    if (revoked.state() == KeyState.ACTIVE && lines.contains(revoked.algorithm())) {
      return activateNow(rest, revoked.algorithm(), now, maker);
    }
    return rest.active().isEmpty() ? begin(rest, now, maker) : rest;
  }

  /**
   * Adds a key that was made elsewhere: as the next of its line, or as one that only verifies.
   *
   * @throws IllegalArgumentException if the ring has it, its line is not kept or has a next key
   */
  KeyRing add(KeyRing ring, SigningKey key, KeyState state, Instant now) {
    if (ring.find(key.kid()).isPresent()) {
      throw new IllegalArgumentException("the key " + key.kid() + " is in the ring already");
    }
    RingKey added = RingKey.announced(key, now);
    if (state == KeyState.RETIRING) {
      return ring.with(added.activatedAt(now, schedule.longestToken()).retiredAt(now));
    }
    requireKept(key.algorithm());
    requireNoneNext(ring, key.algorithm());
    return ring.with(added);
  }

  /** When the key that signs changes next; empty if no key waits. */
  Optional<Instant> nextActivation(KeyRing ring) {
    return lines.stream()
        .flatMap(line -> ring.next(line).stream())
        .map(next -> next.announcedAt().plus(announce()))
        .min(Instant::compareTo);
  }

  /** When the next step of a key is due, by the schedule. */
  public Instant nextStepOf(RingKey key, KeyRing ring) {
    return switch (key.state()) {
      case NEXT -> key.announcedAt().plus(announce());
      case ACTIVE ->
          ring.next(key.algorithm())
              .map(next -> next.announcedAt().plus(announce()))
              .orElseGet(() -> key.since().plus(schedule.every()).minus(announce()));
      case RETIRING -> dropAt(key).orElseThrow();
    };
  }

  /** The key that signs for a line: its own, or while it has none, the one longest in use. */
  Optional<RingKey> signing(KeyRing ring, SigningAlgorithm line) {
    return ring.active(line)
        .or(() -> ring.active(lines.get(0)))
        .or(() -> ring.active().stream().min((a, b) -> a.since().compareTo(b.since())));
  }

  private Optional<Instant> announceAt(KeyRing ring, SigningAlgorithm line) {
    if (ring.next(line).isPresent()) {
      return Optional.empty();
    }
    Optional<Instant> due =
        ring.active(line).map(key -> key.since().plus(schedule.every()).minus(announce()));
    return due.or(() -> Optional.of(Instant.MIN));
  }

  private Optional<Instant> dropAt(RingKey key) {
    return key.retiredAt().map(at -> at.plus(schedule.retentionAfter(key.longestToken())));
  }

  private Duration announce() {
    return schedule.announce();
  }

  private void requireKept(SigningAlgorithm line) {
    if (!lines.contains(line)) {
      List<String> kept = lines.stream().map(SigningAlgorithm::joseName).toList();
      throw new IllegalArgumentException(
          "no keys of "
              + line.joseName()
              + " are kept, only of "
              + String.join(", ", kept)
              + ": add it to keys.algorithms");
    }
  }

  private void requireNoneNext(KeyRing ring, SigningAlgorithm line) {
    ring.next(line)
        .ifPresent(
            next -> {
              throw new IllegalArgumentException(
                  "the key "
                      + next.kid()
                      + " is announced already and signs from "
                      + next.announcedAt().plus(announce()));
            });
  }
}
