package dev.signet.authority.directory;

import java.security.SecureRandom;
import java.time.Duration;

/** Credentials that cost little, for tests. */
public final class TestCredentials {
  /** 64 KiB and one pass: the least that is allowed. */
  public static final Argon2Settings CHEAP = new Argon2Settings(64, 1, 1);

  private TestCredentials() {}

  /** Credentials under a fixed key. */
  public static Credentials cheap() {
    return new Credentials(secrets(), passwords(new PasswordLane(4, Duration.ofSeconds(20))));
  }

  static SecretHasher secrets() {
    return new SecretHasher(new byte[SecretHasher.KEY_BYTES], new SecureRandom());
  }

  static PasswordHasher passwords(PasswordLane lane) {
    return new PasswordHasher(CHEAP, lane, new SecureRandom());
  }
}
