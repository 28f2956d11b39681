package dev.signet.authority.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.storage.StorageException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.concurrent.atomic.LongAdder;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Keeps and compares people's passwords by Argon2id (<a
 * href="https://www.rfc-editor.org/rfc/rfc9106">RFC 9106</a>).
 *
 * <p>New hashes are made with the settings given here. A stored hash is checked with the settings
 * it carries, and stays as it is until the password is set anew. Two spellings of one text (Unicode
 * normal forms) are one password. Thread-safe; computations beyond the lane wait for a place.
 */
public final class PasswordHasher {
  private static final int SALT_BYTES = 16;

  private final Argon2Settings settings;
  private final PasswordLane lane;
  private final SecureRandom random;

  /** Compared with when there is nothing to compare with; costs what a new password costs. */
  private final PasswordHash nobody;

  private final LongAdder computations = new LongAdder();

  /**
   * Takes the settings; computes nothing yet.
   *
   * @param settings the work behind each new hash
   * @param lane how many computations run at once
   * @param random where salts come from
   */
  public PasswordHasher(Argon2Settings settings, PasswordLane lane, SecureRandom random) {
    this.settings = settings;
    this.lane = lane;
    this.random = random;
    this.nobody = new PasswordHash(settings, newSalt(), new byte[PasswordHash.HASH_BYTES]);
  }

  /**
   * The form in which a password is kept: a PHC string.
   *
   * @throws DirectoryOverloadedException when no place became free in time
   */
  String hash(String password) {
    byte[] salt = newSalt();
    return new PasswordHash(settings, salt, compute(password, settings, salt)).toString();
  }

  /**
   * Whether the presented password is the stored one; takes one computation and one comparison in
   * constant time, whatever is stored.
   *
   * @param stored what is kept; an empty text, or an application's secret, matches no password
   * @throws DirectoryOverloadedException when no place became free in time
   * @throws StorageException when the stored hash is damaged
   */
  boolean matches(String presented, String stored) {
    boolean comparable = stored.startsWith(PasswordHash.PREFIX);
    PasswordHash expected = comparable ? parse(stored) : nobody;
    byte[] computed = compute(presented, expected.settings(), expected.salt());
    return MessageDigest.isEqual(computed, expected.hash()) && comparable;
  }

  private static PasswordHash parse(String stored) {
    try {
      return PasswordHash.parse(stored);
    } catch (IllegalArgumentException e) {
      throw new StorageException("a stored password hash is damaged: set the password anew", e);
    }
  }

  private byte[] compute(String password, Argon2Settings work, byte[] salt) {
    byte[] text = Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(UTF_8);
    return lane.pass(
        () -> {
          computations.increment();
          Argon2BytesGenerator generator = new Argon2BytesGenerator();
          generator.init(parameters(work, salt));
          byte[] hash = new byte[PasswordHash.HASH_BYTES];
          generator.generateBytes(text, hash);
          return hash;
        });
  }

  private static Argon2Parameters parameters(Argon2Settings work, byte[] salt) {
    return new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
        .withMemoryAsKB(work.memoryKib())
        .withIterations(work.iterations())
        .withParallelism(work.parallelism())
        .withSalt(salt)
        .build();
  }

  private byte[] newSalt() {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return salt;
  }

  /** How many times Argon2id was computed. */
  long computations() {
    return computations.sum();
  }
}
