package dev.signet.authority.directory.ldap;

import dev.signet.authority.directory.Consumer;
import dev.signet.authority.directory.ConsumerDirectory;
import dev.signet.authority.directory.ConsumerName;
import dev.signet.authority.directory.SecretHasher;
import java.util.Optional;

/**
 * The consumers in the authority's own store, and beside them the users of another directory.
 *
 * <p>A name in the store is never looked for elsewhere, disabled or not: nobody who is known there
 * can be an application here (RFC 9700 §4.15). An application's secret never leaves the process.
 * The time of an answer tells no more than whether a name is in the store. Thread-safe.
 */
public final class JoinedDirectory implements ConsumerDirectory {
  private final ConsumerDirectory own;
  private final ConsumerDirectory elsewhere;

  /**
   * Takes the parts.
   *
   * @param own the directory of the store
   * @param elsewhere the users of the other directory
   */
  public JoinedDirectory(ConsumerDirectory own, ConsumerDirectory elsewhere) {
    this.own = own;
    this.elsewhere = elsewhere;
  }

  @Override
  public Optional<Consumer> authenticate(String name, String secret) {
    return SecretHasher.hasSecretForm(secret)
        ? own.authenticate(name, secret)
        : directoryOf(name).authenticate(name, secret);
  }

  @Override
  public Optional<Consumer> find(String name) {
    return directoryOf(name).find(name);
  }

  @Override
  public boolean knows(String name) {
    return directoryOf(name).knows(name);
  }

  private ConsumerDirectory directoryOf(String name) {
    boolean isOwn = !ConsumerName.isValid(name) || own.knows(name);
    return isOwn ? own : elsewhere;
  }
}
