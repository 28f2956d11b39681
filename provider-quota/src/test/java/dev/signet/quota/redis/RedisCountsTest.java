package dev.signet.quota.redis;

import dev.signet.quota.count.SharedCounts;
import dev.signet.quota.count.SharedCountsContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RedisCountsTest extends SharedCountsContract {
  private static RedisServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    server = RedisServer.start(folder);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected SharedCounts store() {
    return RedisCounts.at(server.address());
  }
}
