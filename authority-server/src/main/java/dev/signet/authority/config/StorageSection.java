package dev.signet.authority.config;

import dev.signet.authority.config.AuthorityConfig.StorageSettings;
import dev.signet.authority.storage.sql.connection.WriterSettings;
import dev.signet.authority.storage.sql.postgres.PostgresAddress;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.postgres.PostgresSettings.Tls;
import dev.signet.authority.storage.sql.sqlite.SqliteSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said of the database: a file of this machine, or a server that nodes share. */
final class StorageSection {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  private static final List<String> OF_A_FILE = List.of("storage.file", "storage.busyTimeout");
  private static final List<String> OF_A_SERVER =
      List.of(
          "storage.user",
          "storage.password",
          "storage.passwordFile",
          "storage.sslMode",
          "storage.rootCertificateFile",
          "storage.clockTolerance");

  private final ConfigReader reader;

  StorageSection(ConfigReader reader) {
    this.reader = reader;
  }

  StorageSettings read() {
    WriterSettings standard = WriterSettings.DEFAULT;
    WriterSettings writer =
        new WriterSettings(
            reader.integer("storage.queueCapacity", standard.queueCapacity(), 1, 1_000_000),
            reader.integer("storage.maxBatch", standard.maxBatch(), 1, 10_000));
    requireRecording();
    Duration busyTimeout =
        reader.duration(
            "storage.busyTimeout", SqliteSettings.DEFAULT.busyTimeout(), SECOND, MINUTE);
    return new StorageSettings(
        reader.path("storage.file", Path.of("data", "signet.db")),
        new SqliteSettings(writer, busyTimeout),
        server(writer),
        reader.duration("storage.purgeEvery", MINUTE, SECOND, DAY),
        reader.duration("storage.clockTolerance", FIVE_SECONDS, SECOND, MINUTE));
  }

  /** Somebody who looks for a way to switch it off is told why there is none. */
  private void requireRecording() {
    String recording = reader.text("storage.recording", "on").toLowerCase(Locale.ROOT);
    if (List.of("off", "false").contains(recording)) {
      reader.fault(
          "storage.recording",
          "cannot be off: without its record a token cannot be revoked, nor those of a holder be"
              + " found; remove it. To keep fewer records, shorten tokens.lifetime");
    } else if (!List.of("on", "true").contains(recording)) {
      reader.fault("storage.recording", "is not on, the only value that it has");
    }
  }

  private @Nullable PostgresSettings server(WriterSettings writer) {
    Optional<String> user = reader.find("storage.user");
    Optional<String> password = reader.secret("storage.password");
    Tls asked = reader.choice("storage.sslMode", Tls.VERIFY_FULL);
    Optional<Path> roots = reader.findPath("storage.rootCertificateFile");
    Optional<String> database = reader.find("storage.database");
    if (database.isEmpty()) {
      refuse(OF_A_SERVER, "is for storage.database, which is not set");
      return null;
    }
    refuse(OF_A_FILE, "is for the embedded database: remove it, or storage.database");
    roots
        .filter(file -> !Files.isReadable(file))
        .ifPresent(file -> reader.fault("storage.rootCertificateFile", "cannot be read: " + file));
    PostgresAddress address = address(database.get()).orElse(null);
    if (address == null) {
      return null;
    }
    Tls tls = reader.find("storage.sslMode").isPresent() ? asked : address.usualTls();
    return new PostgresSettings(
        address, user.orElse(null), password.orElse(null), tls, roots.orElse(null), writer);
  }

  private Optional<PostgresAddress> address(String url) {
    try {
      return Optional.of(new PostgresAddress(url));
    } catch (IllegalArgumentException e) {
      reader.fault("storage.database", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void refuse(List<String> settings, String fault) {
    settings.stream()
        .filter(setting -> reader.isSet(setting))
        .forEach(setting -> reader.fault(setting, fault));
  }
}
