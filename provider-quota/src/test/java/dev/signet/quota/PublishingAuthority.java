package dev.signet.quota;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An authority on loopback that publishes keys and a list of allowances, signed by another hand
 * than reads it.
 */
final class PublishingAuthority implements AutoCloseable {
  private static final byte[] SALT = "sixteen bytes of".getBytes(UTF_8);

  private final HttpServer server;
  private final Map<String, String> documents = new ConcurrentHashMap<>();
  private final Clock clock;
  private ECKey key = key("first");
  private volatile boolean gone;

  PublishingAuthority(Clock clock) throws IOException {
    this.clock = clock;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    documents.put("/.well-known/oauth-authorization-server", metadata(true));
    documents.put("/jwks", new JWKSet(key.toPublicJWK()).toString());
  }

  String issuer() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** An allowance of so many calls an hour, said now. */
  Map<String, Object> allowance(String of, String name, long limit) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("of", of);
    entry.put("who", who(of, name));
    entry.put("limit", limit);
    entry.put("window", 3_600);
    entry.put("since", clock.instant().getEpochSecond());
    return entry;
  }

  /** Publishes a list that is good for an hour and is asked for each second. */
  void publish(List<Map<String, Object>> entries) {
    Map<String, Object> claims = new LinkedHashMap<>();
    long now = clock.instant().getEpochSecond();
    claims.put("iss", issuer());
    claims.put("iat", now);
    claims.put("exp", now + Duration.ofHours(1).toSeconds());
    claims.put("ttl", 1);
    claims.put("salt", Base64URL.encode(SALT).toString());
    claims.put("allowances", entries);
    documents.put("/allowances", sign(claims));
  }

  /** Signs by a new key from now on, and publishes it beside the old one. */
  void rotate() {
    ECKey next = key("second");
    documents.put("/jwks", new JWKSet(List.of(key.toPublicJWK(), next.toPublicJWK())).toString());
    key = next;
  }

  /** Publishes no list. */
  void offersNone() {
    documents.put("/.well-known/oauth-authorization-server", metadata(false));
  }

  /** Answers nothing but errors from now on. */
  void isGone() {
    gone = true;
  }

  private String sign(Map<String, Object> claims) {
    JWSObject list =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("allowance-list+jwt"))
                .keyID(key.getKeyID())
                .build(),
            new Payload(claims));
    try {
      list.sign(new ECDSASigner(key));
      return list.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private String metadata(boolean offering) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("issuer", issuer());
    members.put("jwks_uri", issuer() + "/jwks");
    if (offering) {
      members.put("allowance_list_uri", issuer() + "/allowances");
    }
    return JSONObjectUtils.toJSONString(members);
  }

  private static String who(String of, String name) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(SALT);
      sha256.update((of + '\0' + name).getBytes(UTF_8));
      return Base64URL.encode(Arrays.copyOf(sha256.digest(), 16)).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static ECKey key(String name) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(name).algorithm(JWSAlgorithm.ES256).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String document = gone ? null : documents.get(path);
    if (document == null) {
      exchange.sendResponseHeaders(gone ? 500 : 404, -1);
    } else {
      byte[] body = document.getBytes(UTF_8);
      exchange
          .getResponseHeaders()
          .add(
              "Content-Type",
              path.equals("/allowances") ? "application/allowance-list+jwt" : "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
