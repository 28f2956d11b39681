package dev.signet.authority.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.keys.signing.KeyPem;
import dev.signet.authority.keys.signing.KeySeal;
import dev.signet.authority.keys.signing.SigningKey;
import dev.signet.authority.storage.KeyRingRecord;
import dev.signet.authority.storage.KeyRingRepository;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the ring in the database that several nodes share, private halves wrapped by a master key
 * that is not there. A change is one transaction.
 */
public final class KeyTable implements KeyStore {
  private static final Logger LOG = LoggerFactory.getLogger(KeyTable.class);

  private final KeyRingRepository rows;
  private final KeySeal seal;
  private final Map<String, SigningKey> opened = new ConcurrentHashMap<>();

  /** Makes a store over rows; the seal opens the private halves and seals new ones. */
  public KeyTable(KeyRingRepository rows, KeySeal seal) {
    this.rows = rows;
    this.seal = seal;
  }

  @Override
  public KeyRing load() {
    return ring(rows.find());
  }

  @Override
  public boolean replace(KeyRing expected, KeyRing next) {
    KeyRingRecord before = rows.find();
    if (!ring(before).equals(expected)) {
      return false;
    }
    Map<String, String> texts = new HashMap<>();
    for (RingKey key : next.keys()) {
      String kept = before.keys().get(key.kid());
      texts.put(key.kid(), kept == null ? write(key.key()) : kept);
    }
    String manifest = new String(RingManifest.of(next, Set.of()).toJson(), UTF_8);
    return rows.replace(new KeyRingRecord(before.version() + 1, manifest, texts));
  }

  private KeyRing ring(KeyRingRecord record) {
    if (record.manifest().isEmpty()) {
      return KeyRing.EMPTY;
    }
    try {
      RingManifest manifest = RingManifest.parse(record.manifest().getBytes(UTF_8));
      opened.keySet().retainAll(record.keys().keySet());
      return manifest.ring(kid -> opened.computeIfAbsent(kid, name -> read(record, name)));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException("the ring of keys in the database " + e.getMessage(), e);
    }
  }

  private SigningKey read(KeyRingRecord record, String kid) {
    String text =
        Optional.ofNullable(record.keys().get(kid))
            .orElseThrow(
                () -> new IllegalArgumentException("lacks the key " + kid + ": restore a backup"));
    SigningKey key;
    try {
      key = KeyPem.read(text, seal);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("has a key " + kid + " that " + e.getMessage(), e);
    }
    if (!key.kid().equals(kid)) {
      throw new IllegalArgumentException("has another key for " + kid + ": restore a backup");
    }
    return key;
  }

  private String write(SigningKey key) {
    LOG.info("new signing key {} in the database", key);
    if (seal.isClear() && !key.isInToken()) {
      LOG.warn(
          "its private half is NOT encrypted: it is for development only; for production set"
              + " keys.masterKeyFile");
    }
    return KeyPem.write(key, seal);
  }

  /** Where the ring is, for the log. */
  @Override
  public String toString() {
    return "the database";
  }
}
