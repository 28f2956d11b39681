package dev.signet.validator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.signet.validator.revocation.TestDocument;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on loopback that answers each connection as the test said, in the order it said so, and
 * ends it; one that nothing was said for is ended at once.
 */
final class ScriptedStream implements AutoCloseable {
  static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

  /** What to do on one connection. */
  interface Script {
    void play(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** Connections on which the reader hung up first. */
  private final AtomicInteger hungUp = new AtomicInteger();

  ScriptedStream() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Thread thread = new Thread(this::serve, "scripted-stream");
    thread.setDaemon(true);
    thread.start();
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getLocalPort() + "/stream");
  }

  /** Answers one connection so. */
  ScriptedStream plays(Script script) {
    scripts.add(script);
    return this;
  }

  /** Answers one connection with this text and ends it. */
  ScriptedStream says(String text) {
    return plays(out -> write(out, text));
  }

  /** Answers one connection with a stream of these documents, and ends it. */
  ScriptedStream sends(TestDocument... documents) {
    StringBuilder text = new StringBuilder(HEAD);
    for (TestDocument document : documents) {
      text.append(event(document.text()));
    }
    return says(text.toString());
  }

  static String event(String data) {
    return ": a comment\nid: 7\nevent: delta\nretry: 1\ndata: " + data + "\n\n";
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  /** The heads of the requests so far, each in one text. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        answerOne();
      } catch (IOException e) {
        hungUp.incrementAndGet();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void answerOne() throws IOException, InterruptedException {
    try (Socket socket = server.accept()) {
      requests.add(head(socket));
      Script script = scripts.poll();
      if (script != null) {
        script.play(socket.getOutputStream());
      }
    }
  }

  private static String head(Socket socket) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    StringBuilder head = new StringBuilder();
    for (String line = reader.readLine();
        line != null && !line.isEmpty();
        line = reader.readLine()) {
      head.append(line).append('\n');
    }
    return head.toString();
  }
}
