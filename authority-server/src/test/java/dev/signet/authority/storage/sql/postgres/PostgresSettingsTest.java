package dev.signet.authority.storage.sql.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.sql.connection.WriterSettings;
import dev.signet.authority.storage.sql.postgres.PostgresSettings.Tls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://localhost/signet, PREFER",
    "jdbc:postgresql://127.0.0.1:5433/signet, PREFER",
    "jdbc:postgresql://[::1]/signet, PREFER",
    "jdbc:postgresql://db.example.org/signet, VERIFY_FULL",
    "'jdbc:postgresql://localhost,db.example.org/signet', VERIFY_FULL",
    "jdbc:postgresql://10.0.0.7/signet?targetServerType=primary, VERIFY_FULL"
  })
  void insistsOnEverythingUnlessTheServerIsOnThisMachine(String url, Tls tls) {
    PostgresAddress address = new PostgresAddress(url);

    assertThat(address.usualTls()).isEqualTo(tls);
    assertThat(address.database()).isEqualTo("signet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data/signet.db",
        "postgresql://localhost/signet",
        "jdbc:sqlite:signet.db",
        "jdbc:postgresql://localhost:none/signet",
        "jdbc:postgresql://localhost:99999/signet"
      })
  void refusesWhatIsNoAddress(String url) {
    assertThatThrownBy(() -> new PostgresAddress(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("is not an address such as jdbc:postgresql://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"me:sesame@localhost", "me@db.example.org:5432", "me:se@ame@localhost"})
  void refusesAPasswordBeforeTheHost(String host) {
    assertThatThrownBy(() -> new PostgresAddress("jdbc:postgresql://" + host + "/signet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("has a user or a password")
        .hasMessageNotContaining("me:se");
  }

  @ParameterizedTest
  @ValueSource(strings = {"user=me", "a=b&password=sesame", "sslmode=disable", "ssl=true"})
  void refusesAnOptionThatIsASettingOfItsOwn(String options) {
    assertThatThrownBy(() -> new PostgresAddress("jdbc:postgresql://localhost/signet?" + options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("use its own setting")
        .hasMessageNotContaining("sesame");
  }

  @Test
  void tellsNeitherThePasswordNorTheOptions() {
    PostgresAddress address =
        new PostgresAddress("jdbc:postgresql://db.example.org:5433/signet?sslpassword=sesame");
    PostgresSettings settings =
        new PostgresSettings(address, "me", "sesame", Tls.REQUIRE, null, WriterSettings.DEFAULT);

    assertThat(settings)
        .hasToString(
            "PostgresSettings[postgresql://db.example.org:5433/signet, user=me, tls=require]");
  }
}
