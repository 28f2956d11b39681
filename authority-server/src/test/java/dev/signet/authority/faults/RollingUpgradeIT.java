package dev.signet.authority.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.process.AuthorityHome;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of a newer program come one by one while those of before go on, and nobody notices. */
@Tag("long")
class RollingUpgradeIT {
  private static final TestPostgres SERVER = TestPostgres.durable();

  @Test
  void migratesUnderANodeOfBeforeAndRestartsNodesOneByOne(@TempDir Path folder)
      throws IOException, InterruptedException {
    PostgresSettings database = SERVER.emptyDatabase();
    migrateToTheFirst(database.address().url());
    AuthorityHome home =
        AuthorityHome.in(folder)
            .on(database)
            .with("SIGNET_KEYS_STORE", "database")
            .with("SIGNET_SECRETS_HASH_KEY", "A".repeat(43) + "=");

    try (OldProgram before = OldProgram.start(() -> SERVER.connect(database))) {
      before.awaitRound();
      try (Site site = new Site(home, System.nanoTime())) {
        Node first = site.addNode();
        Node second = site.addNode();
        before.awaitRound();
        restart(site, first, second);
        restart(site, second, first);
        before.awaitRound();
        assertThat(before.fault()).isEmpty();
        site.assertUnharmed();
        site.assertAllKept();
      }
    }
  }

  /** The node answers what it has begun; the other one refuses nothing meanwhile. */
  private static void restart(Site site, Node node, Node other) {
    long refused = site.traffic().refused(other);
    node.reach().lost();
    node.process().askToStop();
    assertThat(node.process().exitCode()).isIn(0, 143);
    site.traffic().awaitProgress(other);
    node.start();
    site.traffic().awaitProgress(node);
    assertThat(site.traffic().refused(other)).isEqualTo(refused);
  }

  private static void migrateToTheFirst(String url) {
    Flyway.configure()
        .dataSource(url, "postgres", "")
        .locations("classpath:db/migration/postgres")
        .target("1")
        .load()
        .migrate();
  }
}
