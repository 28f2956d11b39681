package dev.signet.quota.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.quota.HolderQuotas;
import dev.signet.quota.QuotaVerdict;
import dev.signet.quota.TestToken;
import dev.signet.quota.count.SharedCounts;
import dev.signet.quota.count.SharedCountsContract;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

  @Test
  void whatCannotBeReadIsCountedHere() throws Exception {
    for (String garbage : List.of("", "?", "garbage", "\u0000\u0000\u0000\u0001garbage")) {
      try (HolderQuotas quotas = instance(garbage)) {
        assertThat(quotas.take(TestToken.withLimit(1).token()).allowed()).isTrue();
        overwriteAll(garbage);

        QuotaVerdict verdict = quotas.take(TestToken.withLimit(1).token());

        assertThat(verdict.allowed()).isTrue();
        assertThat(quotas.state().counters().fallenBack()).isEqualTo(1);
      }
    }
  }

  private HolderQuotas instance(String garbage) {
    String name = "garbage-" + garbage.length();
    return HolderQuotas.shared(store()).named(name).clock(clock).longestWait(LONG_WAIT).build();
  }

  private static void overwriteAll(String value) {
    RedisClient client = RedisClient.create(server.address());
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      connection.sync().keys("signet-quota:*").forEach(key -> connection.sync().set(key, value));
    } finally {
      client.shutdown();
    }
  }
}
