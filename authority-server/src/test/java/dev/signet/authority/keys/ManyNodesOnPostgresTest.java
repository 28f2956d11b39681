package dev.signet.authority.keys;

import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.postgres.PostgresStorage;
import dev.signet.authority.storage.sql.postgres.TestPostgres;

/** Machines over one server. */
class ManyNodesOnPostgresTest extends ManyNodesContract {
  private final PostgresSettings database = TestPostgres.migratedDatabase();

  @Override
  Storage openDatabase() {
    return PostgresStorage.open(database);
  }
}
