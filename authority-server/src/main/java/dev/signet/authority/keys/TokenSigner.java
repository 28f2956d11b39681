package dev.signet.authority.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.signet.authority.http.Json;
import dev.signet.authority.keys.signing.KeySigner;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.keys.signing.SigningKey;
import java.util.Base64;
import java.util.Map;

/** Makes compact JWSs (RFC 7515 §7.1) with one key. Thread-safe. */
public final class TokenSigner {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final KeySigner signer;
  private final String accessTokenHeader;

  /** Makes a signer of access tokens. */
  TokenSigner(KeySigner signer) {
    this.signer = signer;
    SigningKey key = signer.key();
    // Constant per key, so it is encoded once; RFC 9068 §2.1 names the type.
    this.accessTokenHeader =
        encode(Json.object("typ", "at+jwt", "alg", key.algorithm().joseName(), "kid", key.kid()));
  }

  /** The name of the key that signs. */
  public String kid() {
    return signer.key().kid();
  }

  /** What it signs with. */
  public SigningAlgorithm algorithm() {
    return signer.key().algorithm();
  }

  /** The key, and whether it can sign. */
  KeySigner signer() {
    return signer;
  }

  /**
   * Signs the claims of an access token.
   *
   * @throws dev.signet.authority.keys.signing.SigningFaultException if there is no good signature
   */
  public String signAccessToken(Map<String, ?> claims) {
    return signUnder(accessTokenHeader, claims);
  }

  /**
   * Signs the claims of a document of another type.
   *
   * @param type the {@code typ} of its header (RFC 7515 §4.1.9)
   * @throws dev.signet.authority.keys.signing.SigningFaultException if there is no good signature
   */
  public String sign(String type, Map<String, ?> claims) {
    String algorithm = signer.key().algorithm().joseName();
    return signUnder(encode(Json.object("typ", type, "alg", algorithm, "kid", kid())), claims);
  }

  private String signUnder(String header, Map<String, ?> claims) {
    String signingInput = header + '.' + encode(claims);
    byte[] signature = signer.sign(signingInput.getBytes(US_ASCII));
    return signingInput + '.' + BASE64URL.encodeToString(signature);
  }

  private static String encode(Map<String, ?> object) {
    return BASE64URL.encodeToString(Json.bytes(object));
  }
}
