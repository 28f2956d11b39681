package dev.signet.quota.redis;

import dev.signet.quota.OutageContract;
import dev.signet.quota.count.SharedCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class RedisOutageTest extends OutageContract {
  private @Nullable RedisServer started;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    started = RedisServer.start(folder);
  }

  @AfterEach
  void end() {
    if (started != null) {
      started.close();
    }
  }

  private RedisServer server() {
    return Objects.requireNonNull(started);
  }

  @Override
  protected SharedCounts store() {
    return RedisCounts.at(server().address());
  }

  @Override
  protected void kill() {
    server().kill();
  }

  @Override
  protected void restart() {
    server().restart();
  }

  @Override
  protected void stop(boolean still) throws Exception {
    server().stop(still);
  }
}
