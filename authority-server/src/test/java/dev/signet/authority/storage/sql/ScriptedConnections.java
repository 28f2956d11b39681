package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.TokenRepository;
import dev.signet.authority.storage.sql.connection.GroupCommitWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Real connections to a database, each with the faults that the test asks for. */
final class ScriptedConnections implements Engine {
  private final Engine engine;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger prepared = new AtomicInteger();
  private volatile String preparation = "";
  private volatile boolean failingCommits;

  ScriptedConnections(Engine engine) {
    this.engine = engine;
  }

  /** Runs a statement on each connection that is opened from now on. */
  void prepareWith(String sql) {
    preparation = sql;
  }

  /** Lets each commit fail as on a full disk, or no more. */
  void failCommits(boolean fail) {
    failingCommits = fail;
  }

  int opened() {
    return opened.get();
  }

  /** How many statements were prepared. */
  int prepared() {
    return prepared.get();
  }

  @Override
  public DataSource readers() {
    return engine.readers();
  }

  @Override
  public TokenRepository tokens(GroupCommitWriter writer) {
    return engine.tokens(writer);
  }

  @Override
  public StorageException explain(SQLException fault) {
    return engine.explain(fault);
  }

  @Override
  public Connection openWriter() throws SQLException {
    opened.incrementAndGet();
    Connection connection = engine.openWriter();
    if (!preparation.isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(preparation);
      }
    }
    return withScriptedCommit(connection);
  }

  private static boolean isCommit(Method method, Object @Nullable [] arguments) {
    return method.getName().equals("setAutoCommit")
        && arguments != null
        && arguments[0].equals(true);
  }

  private Connection withScriptedCommit(Connection real) {
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (failingCommits && isCommit(method, arguments)) {
                throw new SQLiteException("scripted", SQLiteErrorCode.SQLITE_FULL);
              }
              if (method.getName().equals("prepareStatement")) {
                prepared.incrementAndGet();
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
