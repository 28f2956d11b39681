package dev.signet.authority.keys;

import static dev.signet.authority.keys.TestKeys.START;
import static dev.signet.authority.keys.TestKeys.active;
import static dev.signet.authority.keys.TestKeys.key;
import static dev.signet.authority.keys.TestKeys.next;
import static dev.signet.authority.keys.TestKeys.ring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.keys.signing.KeySeal;
import dev.signet.authority.storage.InMemoryStorage;
import dev.signet.authority.storage.KeyRingRecord;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyTableTest {
  private static final KeySeal SEAL = KeySeal.masterKeys("A".repeat(43) + "=");

  private final InMemoryStorage storage = new InMemoryStorage();
  private final KeyRing ring = ring(active(key(), START), next(key(), START));
  private final String kid = ring.keys().get(0).kid();

  @BeforeEach
  void keepARing() {
    assertThat(new KeyTable(storage.keyRing(), SEAL).replace(KeyRing.EMPTY, ring)).isTrue();
  }

  @Test
  void keepsNoPrivateHalfInTheClear() {
    assertThat(kept().keys()).hasSize(2);
    assertThat(kept().keys().values())
        .allSatisfy(
            text ->
                assertThat(text)
                    .contains("BEGIN SIGNET WRAPPED PRIVATE KEY")
                    .doesNotContain("BEGIN PRIVATE KEY"));
    assertThat(kept()).hasToString("KeyRingRecord[version=1, keys=" + kept().keys().keySet() + "]");
  }

  @Test
  void keepsTheTextOfAKeyThatStays() {
    Map<String, String> before = kept().keys();

    KeyTable table = new KeyTable(storage.keyRing(), SEAL);
    assertThat(table.replace(ring, ring.without(ring.keys().get(1)))).isTrue();

    assertThat(kept().keys()).containsExactly(Map.entry(kid, before.get(kid)));
  }

  @Test
  void refusesAnotherMasterKey() {
    KeySeal other = KeySeal.masterKeys("B".repeat(42) + "A=");

    assertRefused(other, "wrapped by another master key", "keys.masterKeyFile");
  }

  @Test
  void refusesKeysInTheClearWhereAMasterKeyIsSet() {
    InMemoryStorage development = new InMemoryStorage();
    new KeyTable(development.keyRing(), KeySeal.none()).replace(KeyRing.EMPTY, ring);

    assertThatThrownBy(() -> new KeyTable(development.keyRing(), SEAL).load())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not encrypted");
  }

  @Test
  void refusesAManifestWhoseKeyIsMissing() {
    put(kept().manifest(), Map.of());

    assertRefused(SEAL, "lacks the key", "restore a backup");
  }

  @Test
  void refusesAKeyInThePlaceOfAnother() {
    String other = ring.keys().get(1).kid();
    put(kept().manifest(), Map.of(kid, kept().keys().get(other), other, kept().keys().get(kid)));

    assertRefused(SEAL, "has another key for", "restore a backup");
  }

  @Test
  void refusesADamagedManifest() {
    put("{", kept().keys());

    assertRefused(SEAL, "is damaged", "restore its backup");
  }

  @Test
  void refusesAManifestOfALaterVersion() {
    put(kept().manifest().replace("\"format\" : 1", "\"format\" : 2"), kept().keys());

    assertRefused(SEAL, "is of a later format", "run the later version");
  }

  private KeyRingRecord kept() {
    return storage.keyRing().find();
  }

  private void put(String manifest, Map<String, String> keys) {
    KeyRingRecord record = new KeyRingRecord(kept().version() + 1, manifest, keys);
    assertThat(storage.keyRing().replace(record)).isTrue();
  }

  private void assertRefused(KeySeal seal, String... parts) {
    assertThatThrownBy(() -> new KeyTable(storage.keyRing(), seal).load())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the ring of keys in the database ")
        .message()
        .contains(parts);
  }
}
