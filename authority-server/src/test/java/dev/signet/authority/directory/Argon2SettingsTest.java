package dev.signet.authority.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class Argon2SettingsTest {

  @Test
  void defaultsToWhatOwaspRecommends() {
    assertThat(Argon2Settings.DEFAULT).isEqualTo(new Argon2Settings(19456, 2, 1));
  }

  @Test
  void takesItsLimits() {
    new Argon2Settings(64, 1, 1);
    new Argon2Settings(64, 1, 8);
    new Argon2Settings(1 << 20, 16, 16);
  }

  @Test
  void refusesAnythingBeyondAndNamesIt() {
    assertThatThrownBy(() -> new Argon2Settings(63, 1, 1)).hasMessageStartingWith("memoryKib");
    assertThatThrownBy(() -> new Argon2Settings((1 << 20) + 1, 1, 1))
        .hasMessageStartingWith("memoryKib");
    assertThatThrownBy(() -> new Argon2Settings(64, 1, 9)).hasMessageStartingWith("memoryKib");
    assertThatThrownBy(() -> new Argon2Settings(64, 0, 1)).hasMessageStartingWith("iterations");
    assertThatThrownBy(() -> new Argon2Settings(64, 17, 1)).hasMessageStartingWith("iterations");
    assertThatThrownBy(() -> new Argon2Settings(64, 1, 0)).hasMessageStartingWith("parallelism");
    assertThatThrownBy(() -> new Argon2Settings(136, 1, 17)).hasMessageStartingWith("parallelism");
  }
}
