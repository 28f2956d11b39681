package dev.signet.authority.directory.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A real directory on a free port of this machine with a few people and groups, whom nobody may
 * search but its reader. It notes what it is asked.
 */
public final class LdapTestServer implements AutoCloseable {
  public static final String PEOPLE = "ou=people,dc=example,dc=org";
  public static final String GROUPS = "ou=groups,dc=example,dc=org";
  public static final String READER = "cn=reader,dc=example,dc=org";
  public static final String READER_PASSWORD = "reads everything";

  private final InMemoryDirectoryServer server;
  private final Path roots;
  private final int port;
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private volatile Runnable beforeSearch = () -> {};
  private volatile @Nullable LDAPException answer;

  private LdapTestServer(InMemoryListenerConfig listener, Path roots, int port) throws Exception {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=org");
    config.setListenerConfigs(listener);
    config.addAdditionalBindCredentials(READER, READER_PASSWORD);
    config.setAuthenticationRequiredOperationTypes(OperationType.SEARCH);
    config.addInMemoryOperationInterceptor(new Notes());
    server = new InMemoryDirectoryServer(config);
    this.roots = roots;
    this.port = port;
    fill();
    server.startListening();
  }

  /** Speaks TLS from the first byte, as {@code localhost}. */
  public static LdapTestServer overTls() throws Exception {
    return overTls(LdapCertificate.of("localhost"));
  }

  static LdapTestServer overTls(LdapCertificate certificate) throws Exception {
    int port = freePort();
    return new LdapTestServer(
        InMemoryListenerConfig.createLDAPSConfig(
            "ldaps", port, certificate.serverSide().getServerSocketFactory()),
        certificate.writeTo(Files.createTempFile("ldap", ".pem")),
        port);
  }

  /** Speaks TLS once it is asked to. */
  static LdapTestServer withStartTls(LdapCertificate certificate) throws Exception {
    int port = freePort();
    return new LdapTestServer(
        InMemoryListenerConfig.createLDAPConfig(
            "ldap", null, port, certificate.serverSide().getSocketFactory()),
        certificate.writeTo(Files.createTempFile("ldap", ".pem")),
        port);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void fill() throws Exception {
    server.add("dn: dc=example,dc=org", "objectClass: domain", "dc: example");
    server.add("dn: " + PEOPLE, "objectClass: organizationalUnit", "ou: people");
    server.add("dn: " + GROUPS, "objectClass: organizationalUnit", "ou: groups");
    addPerson("jane", "mail: jane@example.org", "givenName: Jane");
    addPerson("gone", "employeeType: disabled");
    addGroup("Domain Admins", "jane");
    addGroup("readers", "jane");
    addGroup("unmapped", "jane");
    addGroup("others", "gone");
  }

  /** Adds somebody whose password is the name and {@code 's password}. */
  public void addPerson(String uid, String... more) throws Exception {
    addEntry("uid=" + uid + "," + PEOPLE, uid, more);
  }

  void addEntry(String dn, String uid, String... more) throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("dn: " + dn);
    lines.add("objectClass: inetOrgPerson");
    lines.add("uid: " + uid);
    lines.add("cn: " + uid + " Doe");
    lines.add("sn: Doe");
    lines.add("userPassword: " + uid + "'s password");
    lines.addAll(List.of(more));
    server.add(lines.toArray(String[]::new));
  }

  private void addGroup(String name, String member) throws Exception {
    server.add(
        "dn: cn=" + name + "," + GROUPS,
        "objectClass: groupOfNames",
        "cn: " + name,
        "member: uid=" + member + "," + PEOPLE);
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The certificates that vouch for it. */
  public Path roots() {
    return roots;
  }

  /** What it was asked, in its order: searches by their filters and binds by their names. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  void forgetWhatWasAsked() {
    asked.clear();
  }

  /** Has each search wait for this first. */
  void beforeSearch(Runnable step) {
    beforeSearch = step;
  }

  /** Answers each search so instead. */
  void answerSearchesBy(ResultCode code, String... referrals) {
    answer = new LDAPException(code, "as the test wants", null, referrals);
  }

  /** Breaks all connections and listens no more. */
  public void stop() {
    server.shutDown(true);
  }

  /** Listens again, on the same port. */
  public void restart() throws Exception {
    server.startListening();
  }

  @Override
  public void close() {
    server.shutDown(true);
    try {
      Files.delete(roots);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Notes extends InMemoryOperationInterceptor {
    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest request)
        throws LDAPException {
      asked.add(request.getRequest().getFilter().toString());
      beforeSearch.run();
      LDAPException instead = answer;
      if (instead != null) {
        throw instead;
      }
    }

    @Override
    public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) {
      asked.add(request.getRequest().getBindDN());
    }
  }
}
