package dev.signet.authority.directory.credential;

import dev.signet.authority.storage.credential.CredentialRecord;

/**
 * A secret that was just made.
 *
 * @param credential what is kept of it
 * @param secret the secret itself: this is the one time to see it
 */
public record NewSecret(CredentialRecord credential, String secret) {
  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "NewSecret[" + credential + "]";
  }
}
