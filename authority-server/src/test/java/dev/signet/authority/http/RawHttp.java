package dev.signet.authority.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One connection that sends bytes as they are, for requests that no client library would send. */
public final class RawHttp implements AutoCloseable {
  private static final int LONGEST_WAIT_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /** Connects to a port of this host. */
  public RawHttp(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(LONGEST_WAIT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Sends one request on a connection of its own and reads the answer. */
  public static Answer exchange(int port, String request) throws IOException {
    try (RawHttp connection = new RawHttp(port)) {
      return connection.send(request).readChecked(request);
    }
  }

  /** The text of a request; the length of the body is added. */
  public static String request(String line, String headers, String body) {
    return line
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
        + body.length()
        + "\r\n"
        + headers
        + "\r\n"
        + body;
  }

  /** Sends each character as one byte. */
  public RawHttp send(String bytes) throws IOException {
    out.write(bytes.getBytes(ISO_8859_1));
    out.flush();
    return this;
  }

  /** Reads an answer and holds it to the contract. */
  public Answer readChecked(String request) throws IOException {
    String[] line = request.split("[ \r\n]", 3);
    String path = line[1].split("\\?", 2)[0];
    Answer answer = read(line[0]);
    Contract.check(line[0], path, answer);
    return answer;
  }

  /** Reads an answer to a request of this method; an interim one (1xx) too. */
  public Answer read(String method) throws IOException {
    Answer head = readHead();
    int status = head.status();
    boolean bodiless = method.equals("HEAD") || status < 200 || status == 204 || status == 304;
    byte[] body = bodiless ? new byte[0] : readBody(head.headers());
    return Answer.of(status, head.headers(), body);
  }

  /** Reads an answer up to its body. */
  public Answer readHead() throws IOException {
    int status = Integer.parseInt(readLine().split(" ", 3)[1]);
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      String[] field = line.split(":", 2);
      headers
          .computeIfAbsent(field[0].toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(field[1].strip());
    }
    return Answer.of(status, headers, new byte[0]);
  }

  /** Whether the other side has closed the connection. */
  public boolean isAtEnd() throws IOException {
    return in.read() < 0;
  }

  /** How long a read waits before it fails. */
  public RawHttp waitAtMost(int millis) throws IOException {
    socket.setSoTimeout(millis);
    return this;
  }

  private byte[] readBody(Map<String, List<String>> headers) throws IOException {
    if (headers.containsKey("transfer-encoding")) {
      return readChunks();
    }
    List<String> length = headers.get("content-length");
    return length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length.get(0)));
  }

  private byte[] readChunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] chunk = readChunk(); chunk.length > 0; chunk = readChunk()) {
      body.writeBytes(chunk);
    }
    return body.toByteArray();
  }

  /** Reads one chunk of a body; an empty one ends it. */
  public byte[] readChunk() throws IOException {
    String size = readLine();
    // The end of the line of a chunk may come with the next one.
    byte[] chunk = in.readNBytes(Integer.parseInt(size.isEmpty() ? readLine() : size, 16));
    if (chunk.length == 0) {
      readLine();
    }
    return chunk;
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended in a line: " + line.toString(ISO_8859_1));
      }
      line.write(next);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
