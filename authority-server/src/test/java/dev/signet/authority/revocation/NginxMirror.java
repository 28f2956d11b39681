package dev.signet.authority.revocation;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** nginx as a cache before an authority, as an operator would configure it. */
final class NginxMirror implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
  private static final int MOST_LOOKS = 100_000;

  private static final String CONFIGURATION =
      """
      daemon off;
      master_process off;
      pid nginx.pid;
      error_log error.log;
      events {}
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path temp;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        proxy_cache_path cache keys_zone=lists:1m;
        server {
          listen 127.0.0.1:PORT;
          gzip on;
          gzip_types application/revocation-list+jwt application/json;
          gzip_min_length 1;
          gzip_proxied any;
          gzip_vary on;
          add_header X-Cache $upstream_cache_status always;
          location = /revocations/stream {
            proxy_pass http://127.0.0.1:AUTHORITY;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
          }
          location / {
            proxy_pass http://127.0.0.1:AUTHORITY_TARGET;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_cache lists;
            proxy_cache_key CACHE_KEY;
            proxy_cache_lock on;
            proxy_cache_revalidate on;
          }
        }
      }
      """;

  private final Process process;
  private final int port;

  private NginxMirror(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Caches each address of an authority with its query; skips the test where nginx is absent. */
  static NginxMirror of(int authority, Path folder) throws IOException {
    return start(authority, folder, "", "$uri$is_args$args");
  }

  /** Drops the query of each request, as a static mirror does. */
  static NginxMirror withoutQueries(int authority, Path folder) throws IOException {
    return start(authority, folder, "$uri", "$uri");
  }

  private static NginxMirror start(int authority, Path folder, String target, String key)
      throws IOException {
    assumeTrue(Files.isExecutable(PROGRAM), "skipped: needs nginx (package nginx-light)");
    int port = freePort();
    Path file = folder.resolve("nginx.conf");
    Files.writeString(
        file,
        CONFIGURATION
            .replace("PORT", Integer.toString(port))
            .replace("_TARGET", target)
            .replace("AUTHORITY", Integer.toString(authority))
            .replace("CACHE_KEY", key));
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "-p",
                folder.toString(),
                "-c",
                file.toString(),
                "-e",
                folder.resolve("error.log").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile())
            .start();
    NginxMirror mirror = new NginxMirror(process, port);
    mirror.await(folder);
    return mirror;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void await(Path folder) throws IOException {
    for (int look = 0; look < MOST_LOOKS && process.isAlive(); look++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException e) {
        Thread.onSpinWait();
      }
    }
    close();
    throw new IOException("nginx did not start: " + Files.readString(folder.resolve("output.log")));
  }

  /** The address of a path behind it. */
  String url(String pathAndQuery) {
    return "http://127.0.0.1:" + port + pathAndQuery;
  }

  /** The port it listens on. */
  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
