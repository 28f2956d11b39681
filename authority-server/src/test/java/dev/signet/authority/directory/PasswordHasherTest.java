package dev.signet.authority.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.StorageException;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHasherTest {
  private static final PasswordLane PATIENT = new PasswordLane(4, Duration.ofSeconds(20));

  private final PasswordHasher hasher = TestCredentials.passwords(PATIENT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        // src/test.c of the reference implementation: "password", salt "somesalt".
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc"
      })
  void matchesWhatTheReferenceImplementationMade(String phc) {
    assertThat(hasher.matches("password", phc)).isTrue();
    assertThat(hasher.matches("passwore", phc)).isFalse();
  }

  @Test
  void matchesThePasswordAndNoOther() {
    String stored = hasher.hash("correct horse");

    assertThat(hasher.matches("correct horse", stored)).isTrue();
    assertThat(hasher.matches("Correct horse", stored)).isFalse();
    assertThat(hasher.matches("", stored)).isFalse();
  }

  @Test
  void keepsItsSettingsAndAFreshSaltInEachHash() {
    String stored = hasher.hash("correct horse");

    assertThat(stored).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
    assertThat(hasher.hash("correct horse")).isNotEqualTo(stored);
  }

  @Test
  void checksAStoredHashWithTheSettingsItCarries() {
    PasswordHasher older =
        new PasswordHasher(new Argon2Settings(128, 2, 2), PATIENT, new SecureRandom());

    assertThat(hasher.matches("correct horse", older.hash("correct horse"))).isTrue();
  }

  @Test
  void takesTwoSpellingsOfOneTextForOnePassword() {
    String composed = "Zo\u00eb Tester";
    String decomposed = "Zoe\u0308 Tester";

    assertThat(hasher.matches(decomposed, hasher.hash(composed))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hmac-sha256:AAAA"})
  void computesOnceWhateverIsStored(String stored) {
    assertThat(hasher.matches("correct horse", stored)).isFalse();

    assertThat(hasher.computations()).isEqualTo(1);
  }

  @Test
  void tellsOfADamagedHash() {
    assertThatThrownBy(() -> hasher.matches("correct horse", "$argon2id$v=19$m=64"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("set the password anew");
  }
}
