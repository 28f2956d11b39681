package dev.signet.authority.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store must do with the ring of signing keys. */
public abstract class KeyRingRepositoryContract {
  private static final KeyRingRecord FIRST = new KeyRingRecord(1, "{}", Map.of("a", "key a"));

  /** An open store that never had a ring. */
  protected abstract Storage storage();

  @Test
  void holdsAnEmptyRingAtFirst() {
    assertThat(storage().keyRing().find()).isEqualTo(new KeyRingRecord(0, "", Map.of()));
  }

  @Test
  void keepsARingAndItsKeys() {
    KeyRingRecord second = new KeyRingRecord(2, "{2}", Map.of("a", "key a", "b", "key b"));
    KeyRingRecord third = new KeyRingRecord(3, "{3}", Map.of("b", "key b"));

    assertThat(storage().keyRing().replace(FIRST)).isTrue();
    assertThat(storage().keyRing().find()).isEqualTo(FIRST);
    assertThat(storage().keyRing().replace(second)).isTrue();
    assertThat(storage().keyRing().find()).isEqualTo(second);
    assertThat(storage().keyRing().replace(third)).isTrue();
    assertThat(storage().keyRing().find()).isEqualTo(third);
  }

  @Test
  void changesNothingWhenAnotherWasFaster() {
    storage().keyRing().replace(FIRST);

    assertThat(storage().keyRing().replace(new KeyRingRecord(1, "{x}", Map.of("x", "key x"))))
        .isFalse();
    assertThat(storage().keyRing().replace(new KeyRingRecord(3, "{x}", Map.of("x", "key x"))))
        .isFalse();
    assertThat(storage().keyRing().find()).isEqualTo(FIRST);
  }
}
