package dev.signet.authority.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.signet.authority.keys.signing.KeyPem;
import dev.signet.authority.keys.signing.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the ring in a folder: {@code ring.json} names its keys, each in a PEM file named by its
 * {@code kid}; mode 0600.
 *
 * <p>A change is the renaming of {@code ring.json}: what is new is written before it, what is gone
 * is removed after it, so a crash leaves the ring before or the ring after. A folder of an earlier
 * version, without {@code ring.json}, is given one when it is first loaded.
 */
public final class KeyFiles implements KeyStore {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFiles.class);
  private static final String MANIFEST = "ring.json";
  private static final String PEM = ".pem";

  private final KeySettings settings;
  private final Clock clock;
  private final FileSteps steps;
  private final KeyFolder folder;

  /** Opening a file with a passphrase is slow by design, so each is opened once. */
  private final Map<String, SigningKey> opened = new ConcurrentHashMap<>();

  private final Set<Path> warnedOf = ConcurrentHashMap.newKeySet();

  /** Makes a store in the folder of the settings. */
  public KeyFiles(KeySettings settings, Clock clock) {
    this(settings, clock, FileSteps.onDisk());
  }

  KeyFiles(KeySettings settings, Clock clock, FileSteps steps) {
    this.settings = settings;
    this.clock = clock;
    this.steps = steps;
    this.folder = new KeyFolder(settings.directory());
  }

  @Override
  public KeyRing load() {
    try {
      RingManifest manifest = manifest();
      while (true) {
        try {
          return ring(manifest);
        } catch (IllegalArgumentException | UncheckedIOException e) {
          RingManifest before = manifest;
          manifest = manifest();
          if (Objects.equals(before, manifest)) {
            throw e;
          }
          // Another process changed the ring meanwhile, so the files did not fit together.
        }
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private KeyRing ring(@Nullable RingManifest manifest) throws IOException {
    boolean settled = manifest == null ? pemFiles().isEmpty() : isSettled(manifest);
    return settled ? ringOf(manifest) : folder.hold(this::settle);
  }

  @Override
  public boolean replace(KeyRing expected, KeyRing next) {
    return folder.hold(
        () -> {
          if (!settle().equals(expected)) {
            return false;
          }
          commit(expected, next);
          return true;
        });
  }

  private KeyRing ringOf(@Nullable RingManifest manifest) throws IOException {
    if (manifest == null) {
      return KeyRing.EMPTY;
    }
    KeyRing ring = manifest.ring(this::pair);
    opened.keySet().removeIf(kid -> ring.find(kid).isEmpty());
    pemFiles().stream()
        .filter(file -> ring.find(kidOf(file)).isEmpty())
        .filter(warnedOf::add)
        .forEach(KeyFiles::warnOfUnnamed);
    return ring;
  }

  private static void warnOfUnnamed(Path file) {
    LOG.warn("{} is not named by ring.json and is ignored: keys import it, or remove it", file);
  }

  /** Brings the folder in order; only under the lock. */
  private KeyRing settle() throws IOException {
    RingManifest manifest = manifest();
    if (manifest == null) {
      return adopt();
    }
    for (String kid : manifest.gone()) {
      steps.delete(fileOf(kid));
    }
    return ringOf(manifest);
  }

  /** A folder of an earlier version: what its files are is all that is known of the ring. */
  private KeyRing adopt() throws IOException {
    Set<SigningKey> keys = new LinkedHashSet<>();
    for (Path file : pemFiles()) {
      SigningKey key = read(file);
      steps.rename(file, fileOf(key.kid()));
      keys.add(key);
    }
    if (keys.isEmpty()) {
      return KeyRing.EMPTY;
    }
    Rotation rotation = new Rotation(settings.schedule(), settings.algorithms());
    KeyRing ring = rotation.adopt(keys, clock.instant());
    commit(ring, ring);
    LOG.info("ring.json now names the {} keys in {}", keys.size(), folder.path());
    return ring;
  }

  private void commit(KeyRing before, KeyRing next) throws IOException {
    Set<String> gone = new HashSet<>();
    before.keys().forEach(key -> gone.add(key.kid()));
    next.keys().forEach(key -> gone.remove(key.kid()));
    sweep();
    for (RingKey key : next.keys()) {
      if (before.find(key.kid()).isEmpty()) {
        store(key.key());
      }
    }
    steps.writeWhole(folder.path(), MANIFEST, RingManifest.of(next, gone).toJson());
    for (String kid : gone) {
      steps.delete(fileOf(kid));
    }
  }

  /** Under the lock nobody else writes: what is unfinished was left by a crash. */
  private void sweep() throws IOException {
    for (Path file : folder.list("*" + FileSteps.UNFINISHED)) {
      steps.delete(file);
    }
  }

  private void store(SigningKey key) throws IOException {
    Path file = fileOf(key.kid());
    byte[] pem = KeyPem.write(key, settings.seal()).getBytes(US_ASCII);
    steps.writeWhole(folder.path(), key.kid() + PEM, pem);
    opened.put(key.kid(), key);
    LOG.info("new signing key {} in {}", key, file);
    if (settings.seal().isClear() && !key.isInToken()) {
      LOG.warn(
          "the private key in {} is NOT encrypted: it is for development only; for production set"
              + " keys.passphraseFile",
          file);
    }
  }

  private boolean isSettled(RingManifest manifest) {
    return manifest.gone().stream().noneMatch(kid -> Files.exists(fileOf(kid)));
  }

  private @Nullable RingManifest manifest() throws IOException {
    Path file = manifestFile();
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    KeyFolder.requireOwnerOnly(file);
    try {
      return RingManifest.parse(Files.readAllBytes(file));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException(file + " " + e.getMessage(), e);
    }
  }

  private SigningKey pair(String kid) {
    return opened.computeIfAbsent(kid, name -> readNamed(fileOf(name)));
  }

  private SigningKey readNamed(Path file) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalArgumentException(
          file
              + " is missing, but ring.json names it: restore its backup; if it is lost, remove"
              + " ring.json to go on with the keys that are there");
    }
    try {
      SigningKey key = read(file);
      if (!key.kid().equals(kidOf(file))) {
        throw new IllegalArgumentException(
            file + " holds another key, " + key.kid() + ": restore its backup");
      }
      return key;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private SigningKey read(Path file) throws IOException {
    KeyFolder.requireOwnerOnly(file);
    try {
      return KeyPem.read(Files.readString(file, US_ASCII), settings.seal());
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + " is damaged: restore its backup", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " " + e.getMessage(), e);
    }
  }

  private List<Path> pemFiles() throws IOException {
    return folder.list("*" + PEM);
  }

  private Path manifestFile() {
    return folder.file(MANIFEST);
  }

  private Path fileOf(String kid) {
    return folder.file(kid + PEM);
  }

  private static String kidOf(Path file) {
    return file.getFileName().toString().replace(PEM, "");
  }

  private UncheckedIOException unreadable(IOException cause) {
    return new UncheckedIOException(
        "keys.directory " + folder.path() + " cannot be read: " + cause.getMessage(), cause);
  }

  /** Where the ring is, for the log. */
  @Override
  public String toString() {
    return folder.path().toString();
  }
}
