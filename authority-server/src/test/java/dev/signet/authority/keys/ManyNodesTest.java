package dev.signet.authority.keys;

import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.sql.sqlite.SqliteSettings;
import dev.signet.authority.storage.sql.sqlite.SqliteStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Processes of one machine over one file. */
class ManyNodesTest extends ManyNodesContract {
  @TempDir private Path folder;

  @Override
  Storage openDatabase() {
    return SqliteStorage.open(folder.resolve("signet.db"), SqliteSettings.DEFAULT);
  }
}
