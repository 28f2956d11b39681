package dev.signet.authority.keys;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.util.List;

/**
 * The keys of the authority at one moment: the one that signs and all that are published.
 *
 * <p>Immutable: a change makes a new ring.
 *
 * @param active the key that signs
 * @param published the public set, the active key among it
 */
public record KeyRing(SigningKey active, List<SigningKey> published) {
  /** Checks that the active key is published: an unpublished key signs nothing. */
  public KeyRing {
    published = List.copyOf(published);
    if (!published.contains(active)) {
      throw new IllegalArgumentException("the active key must be published");
    }
  }

  /** The JWK Set with the public halves (RFC 7517 §5). */
  public String jwkSet() {
    return jwkSet(published);
  }

  static String jwkSet(List<SigningKey> keys) {
    List<JWK> jwks = keys.stream().map(SigningKey::publicJwk).toList();
    return new JWKSet(jwks).toString(true);
  }
}
