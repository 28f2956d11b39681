package dev.signet.authority.directory.ldap;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import dev.signet.authority.directory.DirectoryOverloadedException;
import dev.signet.authority.directory.DirectoryUnavailableException;
import dev.signet.authority.directory.ldap.LdapAddress.Protection;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded number of connections to a directory, opened as they are needed and replaced when they
 * break. Thread-safe; who waits longest goes first.
 */
final class LdapConnections implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LdapUsers.class);

  private final LdapServer server;
  private final Semaphore places;
  private final LDAPConnectionPool pool;
  private final AtomicBoolean up = new AtomicBoolean(true);

  /** Connects to nothing yet. */
  LdapConnections(LdapServer server) {
    this.server = server;
    this.places = new Semaphore(server.connections(), true);
    try {
      pool = pool(server);
    } catch (LDAPException e) {
      throw new IllegalStateException("a pool that is empty connects to nothing", e);
    }
  }

  /** Work with a directory. */
  interface Work<T> {
    T with(LDAPConnectionPool directory) throws LDAPException;
  }

  private static LDAPConnectionPool pool(LdapServer server) throws LDAPException {
    SSLContext tls = LdapTls.context(server.roots());
    SocketFactory sockets =
        server.address().protection() == Protection.TLS
            ? tls.getSocketFactory()
            : SocketFactory.getDefault();
    PostConnectProcessor beforeBinding =
        server.address().protection() == Protection.START_TLS
            ? new StartTLSPostConnectProcessor(tls)
            : null;
    SingleServerSet one =
        new SingleServerSet(
            server.address().host(),
            server.address().port(),
            new TimedSockets(sockets, timeoutMillis(server)),
            options(server));
    LDAPConnectionPool pool =
        new LDAPConnectionPool(
            one, serviceBind(server), 0, server.connections(), beforeBinding, true);
    // Once, on a new connection: the one at hand may have broken while nobody used it.
    pool.setRetryFailedOperationsDueToInvalidConnections(
        Set.of(OperationType.SEARCH, OperationType.BIND));
    return pool;
  }

  private static LDAPConnectionOptions options(LdapServer server) {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis(timeoutMillis(server));
    options.setResponseTimeoutMillis(timeoutMillis(server));
    options.setUseSynchronousMode(true);
    // Who follows a referral shows passwords to whom the directory names.
    options.setFollowReferrals(false);
    options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
    return options;
  }

  private static int timeoutMillis(LdapServer server) {
    return Math.toIntExact(server.timeout().toMillis());
  }

  private static @Nullable SimpleBindRequest serviceBind(LdapServer server) {
    return server.bindDn() == null
        ? null
        : new SimpleBindRequest(server.bindDn(), server.bindPassword());
  }

  /**
   * Does the work once there is a place for it. While the directory does not answer nobody waits
   * for a place: those who are not served must not fill the server.
   *
   * @throws DirectoryOverloadedException when no place became free in time, or the thread was
   *     interrupted, which it stays
   * @throws DirectoryUnavailableException when the directory does not do its part
   */
  <T> T use(Work<T> work) {
    if (!enter()) {
      throw new DirectoryOverloadedException("too many wait for " + server.address());
    }
    try {
      T result = work.with(pool);
      if (up.compareAndSet(false, true)) {
        LOG.info("{} answers again", server.address());
      }
      return result;
    } catch (LDAPException e) {
      if (up.compareAndSet(true, false)) {
        LOG.warn("{} does not serve: {}", server.address(), e.getExceptionMessage());
      }
      throw new DirectoryUnavailableException(
          server.address() + " does not serve: " + e.getResultCode(), e);
    } finally {
      places.release();
    }
  }

  private boolean enter() {
    try {
      long patienceNanos = up.get() ? server.timeout().toNanos() : 0;
      return places.tryAcquire(patienceNanos, NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether the directory did its part when it was last used. */
  boolean areUp() {
    return up.get();
  }

  @Override
  public void close() {
    pool.close();
  }
}
