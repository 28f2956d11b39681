package dev.signet.benchmarks.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The floors: the authority's stack with nothing to it.
 *
 * <p>{@code POST /token} signs a token like the authority's, with the provider that the authority
 * takes, and answers; it authenticates nobody, stores nothing and logs nothing. {@code POST
 * /verified} verifies the signature before it answers, as the authority does unless told otherwise.
 * {@code POST /fixed} answers the same bytes each time.
 */
public final class FloorServer {
  private static final int FIRST_JDK_WITH_VIRTUAL_THREADS = 21;
  private static final String ALGORITHM = TokenAlgorithm.ES256.signatureName();
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final JsonMapper JSON = new JsonMapper();

  private final KeyPair keys;
  private final String header;
  private final byte[] fixedAnswer;
  private final Provider provider = SignatureProvider.fastest(TokenAlgorithm.ES256);
  private final SecureRandom random = new SecureRandom();
  private final Clock clock = Clock.system(ZoneOffset.UTC);

  private FloorServer() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    keys = generator.generateKeyPair();
    // As long as a thumbprint; nobody looks the key up.
    header = encode(Map.of("typ", "at+jwt", "alg", "ES256", "kid", randomText(32)));
    fixedAnswer = tokenAnswer(false);
  }

  /** Listens on the loopback port given as the only argument, until it is killed. */
  public static void main(String[] arguments) throws GeneralSecurityException {
    FloorServer server = new FloorServer();
    Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.concurrency.useVirtualThreads =
                  Runtime.version().feature() >= FIRST_JDK_WITH_VIRTUAL_THREADS;
              config.routes.post("/token", ctx -> answer(ctx, server.tokenAnswer(false)));
              config.routes.post("/verified", ctx -> answer(ctx, server.tokenAnswer(true)));
              config.routes.post("/fixed", ctx -> answer(ctx, server.fixedAnswer));
            })
        .start("127.0.0.1", Integer.parseInt(arguments[0]));
  }

  private static void answer(Context ctx, byte[] body) {
    ctx.header("Cache-Control", "no-store").contentType("application/json").result(body);
  }

  private byte[] tokenAnswer(boolean verified) throws GeneralSecurityException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("access_token", sign(header + '.' + encode(claims()), verified));
    body.put("token_type", "Bearer");
    body.put("expires_in", 900);
    body.put("scope", "orders.read");
    return json(body);
  }

  private Map<String, Object> claims() {
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", "http://127.0.0.1:8080");
    claims.put("sub", AuthorityUnderTest.CLIENT);
    claims.put("aud", "orders");
    claims.put("client_id", AuthorityUnderTest.CLIENT);
    claims.put("iat", now);
    claims.put("exp", now + 900);
    claims.put("jti", randomText(16));
    claims.put("scope", "orders.read");
    claims.put("holder_type", "application");
    return claims;
  }

  private String sign(String input, boolean verified) throws GeneralSecurityException {
    byte[] bytes = input.getBytes(UTF_8);
    Signature signature = Signature.getInstance(ALGORITHM, provider);
    signature.initSign(keys.getPrivate());
    signature.update(bytes);
    byte[] made = signature.sign();
    if (verified) {
      signature.initVerify(keys.getPublic());
      signature.update(bytes);
      if (!signature.verify(made)) {
        throw new IllegalStateException("a bad signature");
      }
    }
    return input + '.' + BASE64URL.encodeToString(made);
  }

  private String randomText(int bytes) {
    byte[] random = new byte[bytes];
    this.random.nextBytes(random);
    return BASE64URL.encodeToString(random);
  }

  private static String encode(Map<String, Object> object) {
    return BASE64URL.encodeToString(json(object));
  }

  private static byte[] json(Map<String, Object> object) {
    try {
      return JSON.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and numbers can always be written", e);
    }
  }
}
