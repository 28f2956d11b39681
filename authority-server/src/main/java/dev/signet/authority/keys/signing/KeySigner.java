package dev.signet.authority.keys.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs with one key; hands out no signature that is not good. Thread-safe. */
public final class KeySigner {
  private static final Logger LOG = LoggerFactory.getLogger(KeySigner.class);

  private final SigningKey key;
  private final SigningEngines engines;
  private volatile @Nullable Ready ready;
  private volatile @Nullable String fault;

  /** An engine with the key as it has it. */
  private record Ready(SigningEngine engine, PrivateKey privateKey, PublicKey publicKey) {
    byte[] sign(byte[] input) throws GeneralSecurityException {
      return engine.sign(privateKey, input);
    }

    boolean verifies(byte[] input, byte[] signature) throws GeneralSecurityException {
      return engine.verifies(publicKey, input, signature);
    }
  }

  KeySigner(SigningKey key, SigningEngines engines) {
    this.key = key;
    this.engines = engines;
  }

  /** The key that signs. */
  public SigningKey key() {
    return key;
  }

  /** Whose implementation signs; empty before the first signature. */
  public Optional<String> provider() {
    return engines.chosen(key.algorithm());
  }

  /**
   * Signs bytes; the signature is in JOSE form (RFC 7518 §3.4 for ECDSA).
   *
   * @throws SigningFaultException if there is no good signature to hand out
   */
  public byte[] sign(byte[] input) {
    try {
      Ready able = ready();
      byte[] signature = able.sign(input);
      // A fault in the computation would give the key away: of RSA by one bad signature.
      if (engines.verifySignatures() && !able.verifies(input, signature)) {
        engines.madeBadSignature(key);
        throw failed("made a bad signature, which was not handed out: check this machine", null);
      }
      fault = null;
      return signature;
    } catch (GeneralSecurityException | ProviderException e) {
      throw failed("cannot sign: " + e.getMessage(), e);
    }
  }

  /**
   * Signs something for nobody, to find out whether it can.
   *
   * @throws SigningFaultException if it cannot
   */
  public void prove() {
    byte[] unused = sign(key.kid().getBytes(US_ASCII));
  }

  /** What was wrong with the last signature; empty if nothing was. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  private Ready ready() throws GeneralSecurityException {
    Ready able = ready;
    if (able == null) {
      SigningEngine engine = engines.engine(key);
      able = new Ready(engine, engine.privateKey(key), engine.publicKey(key));
      ready = able;
    }
    return able;
  }

  private SigningFaultException failed(String what, @Nullable Exception cause) {
    String message = "the key " + key + ' ' + what;
    if (!message.equals(fault)) {
      LOG.error(message);
    }
    fault = message;
    return new SigningFaultException(message, cause);
  }
}
