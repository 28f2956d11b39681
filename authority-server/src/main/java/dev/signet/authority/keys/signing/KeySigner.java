package dev.signet.authority.keys.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
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

  /** Makes signatures with the key. */
  @FunctionalInterface
  private interface Making {
    byte[] sign(byte[] input) throws GeneralSecurityException;
  }

  /** What signs, and an engine that verifies with the public half as it has it. */
  private record Ready(Making making, SigningEngine verifier, PublicKey publicKey) {
    byte[] sign(byte[] input) throws GeneralSecurityException {
      return making.sign(input);
    }

    boolean verifies(byte[] input, byte[] signature) throws GeneralSecurityException {
      return verifier.verifies(publicKey, input, signature);
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
    return engines.provider(key);
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
        throw new SigningFaultException(
            "made a bad signature, which was not handed out: check this machine", null);
      }
      fault = null;
      return signature;
    } catch (GeneralSecurityException | RuntimeException e) {
      // Native code tells of its failures by exceptions of its own.
      throw failed(e);
    }
  }

  /**
   * Signs something for nobody, to find out whether it can.
   *
   * @throws SigningFaultException if it cannot
   */
  public void prove() {
    engines.reviveToken();
    byte[] unused = sign(key.kid().getBytes(US_ASCII));
  }

  /** What was wrong with the last signature; empty if nothing was. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  private Ready ready() throws GeneralSecurityException {
    Ready able = ready;
    if (able == null) {
      able = key.isInToken() ? inToken() : here();
      ready = able;
    }
    return able;
  }

  private Ready here() throws GeneralSecurityException {
    SigningEngine engine = engines.engine(key);
    PrivateKey privateKey = engine.privateKey(key);
    return new Ready(input -> engine.sign(privateKey, input), engine, engine.publicKey(key));
  }

  private Ready inToken() throws GeneralSecurityException {
    Pkcs11Token token = engines.token();
    SigningEngine verifier = engines.verifier(key.algorithm());
    return new Ready(input -> token.sign(key, input), verifier, verifier.publicKey(key));
  }

  private SigningFaultException failed(Exception e) {
    String message = "the key " + key + " cannot sign: " + e.getMessage();
    if (!message.equals(fault)) {
      LOG.error(message);
    }
    fault = message;
    return new SigningFaultException(message, e);
  }
}
