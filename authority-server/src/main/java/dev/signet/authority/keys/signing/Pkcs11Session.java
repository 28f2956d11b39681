package dev.signet.authority.keys.signing;

import java.io.IOException;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.login.LoginException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One logging in to a token, with the keys as they were found in it. Thread-safe. */
final class Pkcs11Session {
  private static final Logger LOG = LoggerFactory.getLogger(Pkcs11Session.class);

  private final Provider provider;
  private final KeyStore store;
  private final Map<String, PrivateKey> found = new ConcurrentHashMap<>();

  private Pkcs11Session(Provider provider, KeyStore store) {
    this.provider = provider;
    this.store = store;
  }

  static Pkcs11Session open(Pkcs11Settings settings) throws GeneralSecurityException, IOException {
    Provider java = Security.getProvider("SunPKCS11");
    if (java == null) {
      throw new ProviderException(
          "this Java has no PKCS#11: it lacks the module jdk.crypto.cryptoki");
    }
    Provider provider = java.configure(settings.providerConfiguration());
    KeyStore store = KeyStore.getInstance("PKCS11", provider);
    store.load(null, settings.pin().toCharArray());
    return new Pkcs11Session(provider, store);
  }

  /** Makes a key in the token, named by its {@code kid}. */
  SigningKey generate(SigningAlgorithm algorithm, Instant now)
      throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keyType(), provider);
    generator.initialize(algorithm.parameters());
    KeyPair pair = generator.generateKeyPair();
    SigningKey key =
        new SigningKey(
            algorithm,
            algorithm
                .maker()
                .keyFactory()
                .generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded())),
            null,
            now);
    // Java finds a key of a token only by a certificate; this one says no more than the name.
    Certificate certificate = NamingCertificate.of(key, pair.getPrivate(), provider);
    store.setKeyEntry(key.kid(), pair.getPrivate(), null, new Certificate[] {certificate});
    return key;
  }

  byte[] sign(SigningKey key, byte[] input) throws GeneralSecurityException {
    PrivateKey known = found.get(key.kid());
    PrivateKey privateKey = known == null ? find(key.kid()) : known;
    return new SigningEngine(key.algorithm(), provider, Pkcs11Token.NAME).sign(privateKey, input);
  }

  private PrivateKey find(String kid) throws GeneralSecurityException {
    Key key = store.getKey(kid, null);
    if (!(key instanceof PrivateKey privateKey)) {
      throw new UnrecoverableKeyException(
          "the PKCS#11 token has no key " + kid + ": restore its backup");
    }
    found.put(kid, privateKey);
    return privateKey;
  }

  void destroy(String kid) throws GeneralSecurityException {
    found.remove(kid);
    if (store.containsAlias(kid)) {
      store.deleteEntry(kid);
    }
  }

  /** Ends it, as a token that lost its sessions may still take this one for logged in. */
  void close() {
    try {
      ((AuthProvider) provider).logout();
    } catch (LoginException | ProviderException e) {
      LOG.debug("a session that is lost cannot be ended in good order", e);
    }
  }
}
