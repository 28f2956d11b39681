package dev.signet.authority.authn;

import dev.signet.authority.directory.ConsumerDirectory;
import dev.signet.authority.directory.SecretHasher;
import java.time.Clock;

/**
 * A name and the secret presented for it; neither is believed yet.
 *
 * @param name the name claimed
 * @param secret the secret presented
 * @param directory knows whether they are right
 * @param clock the time of the proof
 */
record PresentedSecret(String name, String secret, ConsumerDirectory directory, Clock clock)
    implements Claim {
  @Override
  public boolean isGuessable() {
    return !SecretHasher.hasSecretForm(secret);
  }

  @Override
  public Proof prove() {
    return Proof.of(directory.authenticate(name, secret), clock.instant());
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "PresentedSecret[" + name + "]";
  }
}
