package dev.signet.authority.storage.sql.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A way to a server on which connections can go dead: both ends keep them, and nothing arrives any
 * more, as when a firewall between forgets them.
 */
final class DeafRelay implements AutoCloseable {
  private final TestPostgres server;
  private final ServerSocket listening;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();

  DeafRelay(TestPostgres server) {
    this.server = server;
    try {
      this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    begin(this::accept);
  }

  /** The settings of a database by this way. */
  PostgresSettings by(PostgresSettings database) {
    String url =
        "jdbc:postgresql://localhost:"
            + listening.getLocalPort()
            + "/"
            + database.address().database();
    return new PostgresSettings(
        new PostgresAddress(url),
        database.user(),
        database.password(),
        database.tls(),
        null,
        database.writer());
  }

  /** Nothing arrives any more on the connections there are; later ones are good. */
  void goDead() {
    connections.forEach(connection -> connection.dead = true);
  }

  private void accept() {
    try {
      while (!listening.isClosed()) {
        Connection connection = new Connection(listening.accept(), server.openSocket());
        connections.add(connection);
        begin(() -> connection.pass(connection.client, connection.server));
        begin(() -> connection.pass(connection.server, connection.client));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private static void begin(Runnable task) {
    Thread thread = new Thread(task, "test-relay");
    thread.setDaemon(true);
    thread.start();
  }

  private static final class Connection {
    final Socket client;
    final Socket server;
    volatile boolean dead;

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void pass(Socket from, Socket to) {
      byte[] bytes = new byte[8_192];
      try (InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
          if (!dead) {
            out.write(bytes, 0, read);
          }
        }
      } catch (IOException e) {
        // One of the ends was closed, and with it the other.
      }
    }

    void close() {
      try (client;
          server) {
        dead = true;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.forEach(Connection::close);
  }
}
