package dev.signet.authority.faults;

import static java.util.Objects.requireNonNull;

import dev.signet.authority.process.AuthorityHome;
import dev.signet.authority.process.AuthorityProcess;
import dev.signet.authority.process.TokenClient;
import dev.signet.validator.TokenValidator;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A process of an authority, a client that asks it, and a validator that hears of it alone.
 *
 * <p>One thread starts and ends it; any may ask.
 */
final class Node implements AutoCloseable {
  private final String name;
  private final TokenClient client;
  private final Reach reach = new Reach();
  private volatile @Nullable AuthorityProcess process;
  private volatile @Nullable TokenValidator validator;

  Node(String name, TokenClient client) {
    this.name = name;
    this.client = client;
  }

  /** Starts the process and waits until it answers; the validator comes with its first start. */
  void start() {
    process = AuthorityProcess.start(client.home());
    if (validator == null) {
      TokenValidator first = newValidator();
      if (!first.awaitKeys(Duration.ofSeconds(30))) {
        throw new AssertionError("no keys of " + name + ": " + first.state());
      }
      validator = first;
    }
    reach.back();
  }

  /** One whose issuer it is has a stream; one of another node's polls. */
  TokenValidator newValidator() {
    AuthorityHome home = client.home();
    return home.url().equals(home.issuer())
        ? TokenValidator.forAuthority(home.issuer(), AuthorityHome.AUDIENCE).build()
        : TokenValidator.forAuthority(home.issuer(), AuthorityHome.AUDIENCE)
            .jwksUri(URI.create(home.url() + "/.well-known/jwks.json"))
            .revocationListUri(URI.create(home.url() + "/revocations"))
            .build();
  }

  String name() {
    return name;
  }

  TokenClient client() {
    return client;
  }

  /** Since when it can be reached. */
  Reach reach() {
    return reach;
  }

  AuthorityProcess process() {
    return requireNonNull(process, "not started");
  }

  TokenValidator validator() {
    return requireNonNull(validator, "not started");
  }

  /** Whether it could issue now, by its own word. */
  boolean isReady() {
    return client.status("/health/ready") == 200;
  }

  @Override
  public void close() {
    if (process != null) {
      process().close();
    }
    if (validator != null) {
      validator().close();
    }
  }
}
