package dev.signet.authority.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  private static final String VALID =
      "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

  @Test
  void writesWhatItReads() {
    PasswordHash parsed = PasswordHash.parse(VALID);

    assertThat(parsed.settings()).isEqualTo(new Argon2Settings(256, 2, 1));
    assertThat(parsed.salt()).asString().isEqualTo("somesalt");
    assertThat(parsed).hasToString(VALID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "$argon2id;$argon2i",
        "$argon2id;argon2id",
        "v=19;v=16",
        "$v=19$;$",
        "m=256;m=0256",
        "m=256;m=32",
        "m=256;m=9999999",
        "m=256;m=-256",
        "t=2;t=0",
        "t=2;t=17",
        "p=1;p=0",
        "p=1;p=1,keyid=AA",
        "m=256,t=2;t=2,m=256",
        "c29tZXNhbHQ;c29tZXNhbHQ=",
        "c29tZXNhbHQ;c29tZXNhbHR",
        "c29tZXNhbHQ;c2FsdA",
        "/uIPnA4;_uIPnA4",
        "CHGi/4;CHGi/5",
        "CHGi/4;CHGi/4A",
        "CHGi/4;CHGi/4$"
      })
  void refusesAnyOtherSpelling(String part, String mutation) {
    String mutated = VALID.replace(part, mutation);
    assertThat(mutated).isNotEqualTo(VALID);

    assertThatThrownBy(() -> PasswordHash.parse(mutated))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\n"})
  void refusesAnythingAround(String around) {
    assertThatThrownBy(() -> PasswordHash.parse(VALID + around))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PasswordHash.parse(around + VALID))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
