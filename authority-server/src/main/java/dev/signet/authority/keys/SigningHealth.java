package dev.signet.authority.keys;

import dev.signet.authority.keys.signing.KeySigner;
import dev.signet.authority.keys.signing.SigningFaultException;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the keys that sign can do it, found out also while nobody asks for tokens. */
public final class SigningHealth {
  private static final Logger LOG = LoggerFactory.getLogger(SigningHealth.class);

  private final KeyRotator keys;

  /** Looks after the keys that sign now. */
  public SigningHealth(KeyRotator keys) {
    this.keys = keys;
  }

  /** Signs something for nobody with each key; the signer logs and remembers what fails. */
  public void prove() {
    for (KeySigner signer : keys.signers()) {
      try {
        signer.prove();
      } catch (SigningFaultException e) {
        LOG.debug("not proven", e);
      }
    }
  }

  /**
   * Throws if the last signature of a key was not made, or was not good.
   *
   * @throws IllegalStateException with what failed
   */
  public void probe() {
    for (KeySigner signer : keys.signers()) {
      if (signer.fault().isPresent()) {
        throw new IllegalStateException(signer.fault().get());
      }
    }
  }

  /** Who signs, by the JOSE name of each algorithm that signed yet. */
  public Map<String, String> providers() {
    Map<String, String> providers = new TreeMap<>();
    for (KeySigner signer : keys.signers()) {
      signer.provider().ifPresent(name -> providers.put(signer.key().algorithm().joseName(), name));
    }
    return providers;
  }
}
