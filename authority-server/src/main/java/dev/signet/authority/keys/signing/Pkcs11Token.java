package dev.signet.authority.keys.signing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.UnrecoverableKeyException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token behind PKCS#11, a hardware security module as a rule: makes keys, keeps them and signs
 * with them. Thread-safe.
 *
 * <p>Who finds the session lost logs in again, once; if that fails, nobody tries until {@link
 * #revive}, so that requests do not queue before a device that does not answer. A PIN that was
 * refused is never tried again: a token locks itself after a few wrong ones.
 */
final class Pkcs11Token {
  /** What it is called where others have the name of a provider. */
  static final String NAME = "pkcs11";

  private static final Logger LOG = LoggerFactory.getLogger(Pkcs11Token.class);

  private final Pkcs11Settings settings;
  private @Nullable Pkcs11Session session;
  private boolean pinRefused;
  private @Nullable String fault;

  /** Work with a session. */
  @FunctionalInterface
  private interface Work<T> {
    T with(Pkcs11Session session) throws GeneralSecurityException, IOException;
  }

  Pkcs11Token(Pkcs11Settings settings) {
    this.settings = settings;
  }

  /**
   * Makes a key in the token.
   *
   * @throws SigningFaultException if it cannot
   */
  SigningKey generate(SigningAlgorithm algorithm, Instant now) {
    return use(open -> open.generate(algorithm, now));
  }

  /**
   * Signs with a key of the token.
   *
   * @throws SigningFaultException if it cannot
   */
  byte[] sign(SigningKey key, byte[] input) {
    return use(open -> open.sign(key, input));
  }

  /** Destroys a key, if the token has it; what fails is logged, as the key signs no more anyway. */
  void destroy(String kid) {
    try {
      use(
          open -> {
            open.destroy(kid);
            return kid;
          });
    } catch (SigningFaultException e) {
      LOG.warn("the key {} stays in the token: {}", kid, e.getMessage());
    }
  }

  /** Lets the next who needs the token log in again. */
  synchronized void revive() {
    if (!pinRefused) {
      fault = null;
    }
  }

  private <T> T use(Work<T> work) {
    Pkcs11Session open = session(null);
    try {
      return work.with(open);
    } catch (GeneralSecurityException | IOException | ProviderException e) {
      LOG.warn("the PKCS#11 token failed, logging in again: {}", cause(e));
    }
    Pkcs11Session again = session(open);
    try {
      return work.with(again);
    } catch (UnrecoverableKeyException e) {
      // The token works; it is this key that is gone.
      throw new SigningFaultException(String.valueOf(e.getMessage()), e);
    } catch (GeneralSecurityException | IOException | ProviderException e) {
      throw failed(e);
    }
  }

  /** The session in use; a new one if there is none or only the one that was lost. */
  private synchronized Pkcs11Session session(@Nullable Pkcs11Session lost) {
    String known = fault;
    if (known != null) {
      throw new SigningFaultException(known, null);
    }
    Pkcs11Session open = session;
    if (open != null && open != lost) {
      return open;
    }
    if (open != null) {
      open.close();
    }
    session = null;
    try {
      Pkcs11Session fresh = Pkcs11Session.open(settings);
      session = fresh;
      return fresh;
    } catch (GeneralSecurityException | IOException | ProviderException e) {
      throw failed(e);
    }
  }

  private synchronized SigningFaultException failed(Exception e) {
    String cause = cause(e);
    pinRefused = cause.contains("CKR_PIN_INCORRECT") || cause.contains("CKR_PIN_LOCKED");
    String message =
        pinRefused
            ? "the PKCS#11 token refuses the PIN: check keys.pkcs11.pinFile and restart; it is not"
                + " tried again, as tokens lock themselves"
            : String.format(Locale.ROOT, "the PKCS#11 token does not work: %s", cause);
    fault = message;
    return new SigningFaultException(message, e);
  }

  /** What the device said is at the bottom. */
  private static String cause(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
  }
}
