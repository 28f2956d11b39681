package dev.signet.authority.directory.ldap;

import static dev.signet.authority.directory.ldap.LdapTestServer.GROUPS;
import static dev.signet.authority.directory.ldap.LdapTestServer.PEOPLE;
import static dev.signet.authority.directory.ldap.LdapTestServer.READER;
import static dev.signet.authority.directory.ldap.LdapTestServer.READER_PASSWORD;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.ResultCode;
import dev.signet.authority.directory.Consumer;
import dev.signet.authority.directory.DirectoryOverloadedException;
import dev.signet.authority.directory.DirectoryUnavailableException;
import dev.signet.authority.directory.ldap.LdapAddress.Protection;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.TokenRights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real directory over TLS. */
@Timeout(60)
class LdapUsersTest {
  private static final TokenRights RIGHTS =
      new TokenRights(List.of("orders"), Set.of("read"), Optional.empty());
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Names that would change a filter if they were text of it, and names too long. */
  static final List<String> HOSTILE_NAMES =
      List.of(
          "*",
          ")(uid=*",
          "jane)(|(uid=*",
          "\\2a",
          "j*",
          "jane\0",
          "jäne",
          "ｊane",
          "jane ",
          " jane",
          "",
          "-jane",
          "uid=jane," + PEOPLE,
          "j".repeat(129));

  @TempDir Path folder;
  private LdapTestServer server;
  private LdapUsers users;

  @BeforeEach
  void startServer() throws Exception {
    server = LdapTestServer.overTls();
    users = users(Protection.TLS, server.port(), server.roots());
  }

  @AfterEach
  void stopServer() {
    users.close();
    server.close();
  }

  private static LdapUsers users(Protection protection, int port, @Nullable Path roots) {
    return users("localhost", protection, port, roots, 2, TIMEOUT);
  }

  private static LdapUsers users(
      String host,
      Protection protection,
      int port,
      @Nullable Path roots,
      int connections,
      Duration timeout) {
    return new LdapUsers(
        new LdapSettings(
            new LdapServer(
                new LdapAddress(host, port, protection),
                roots,
                READER,
                READER_PASSWORD,
                connections,
                timeout),
            new UserSearch(
                PEOPLE,
                FilterTemplate.parse("(&(|(uid={0})(mail={0}))(!(employeeType=disabled)))"),
                "uid",
                Map.of("name", "cn", "email", "mail")),
            new GroupSearch(
                GROUPS,
                FilterTemplate.parse("(member={0})"),
                "cn",
                Map.of(
                    "domain admins",
                    List.of("admin", "reader"),
                    "readers",
                    List.of("reader"),
                    "others",
                    List.of("other"))),
            RIGHTS));
  }

  @Nested
  class SigningIn {
    @Test
    void takesTheRightPasswordAndReadsTheUser() {
      Consumer jane = users.authenticate("jane", "jane's password").orElseThrow();

      assertThat(jane.name()).isEqualTo("jane");
      assertThat(jane.kind()).isEqualTo(ConsumerKind.USER);
      assertThat(jane.rights()).isEqualTo(RIGHTS);
      assertThat(jane.provides()).isEmpty();
      // Of the groups only those with a role count, and their case does not; email_verified is
      // not said, as nobody here knows.
      assertThat(jane.details())
          .containsOnly(
              entry("name", "jane Doe"),
              entry("email", "jane@example.org"),
              entry("roles", List.of("admin", "reader")));
    }

    @Test
    void asksForAnUnknownUserWhatItAsksForAKnownOne() {
      assertThat(users.authenticate("jane", "wrong")).isEmpty();
      List<String> known = server.asked();
      server.forgetWhatWasAsked();

      assertThat(users.authenticate("nobody", "wrong")).isEmpty();

      // C.1.13: the reader's bind on a fresh connection, the search, the bind, the reader again.
      assertThat(known).hasSize(4);
      assertThat(server.asked()).hasSize(3);
      assertThat(known.get(2)).isEqualTo("uid=jane," + PEOPLE);
      assertThat(server.asked().get(1)).startsWith("cn=nobody-").endsWith(PEOPLE);
      assertThat(known.get(3)).isEqualTo(READER).isEqualTo(server.asked().get(2));
    }

    @Test
    void refusesWhomTheFilterLeavesOut() {
      assertThat(users.authenticate("gone", "gone's password")).isEmpty();
      assertThat(users.find("gone")).isEmpty();
      assertThat(users.knows("gone")).as("for all that can be told").isTrue();
    }

    @Test
    void refusesAnEmptyPasswordBeforeAnythingIsAsked() {
      assertThat(users.authenticate("jane", "")).isEmpty();

      assertThat(server.asked()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("dev.signet.authority.directory.ldap.LdapUsersTest#HOSTILE_NAMES")
    void refusesANameThatNobodyCanHaveBeforeAnythingIsAsked(String name) {
      assertThat(users.authenticate(name, "jane's password")).isEmpty();
      assertThat(users.find(name)).isEmpty();

      assertThat(server.asked()).isEmpty();
    }

    @Test
    void takesANameOf128Characters() throws Exception {
      String longest = "j".repeat(128);
      server.addPerson(longest);

      assertThat(users.authenticate(longest, longest + "'s password")).isPresent();
    }

    @Test
    void refusesASecondSpellingOfAName() throws Exception {
      // The directory finds each of them; C.18.6: a holder has one name, letter by letter.
      assertThat(users.authenticate("JANE", "jane's password")).isEmpty();
      assertThat(users.authenticate("jane@example.org", "jane's password")).isEmpty();
      server.addPerson("two", "uid: names");
      assertThat(users.authenticate("two", "two's password")).isEmpty();
    }

    @Test
    void refusesANameOfTwoEntriesAndOfMore() throws Exception {
      server.addEntry("cn=first," + PEOPLE, "twin");
      assertThat(users.authenticate("twin", "twin's password")).isPresent();

      server.addEntry("cn=second," + PEOPLE, "twin");
      assertThat(users.authenticate("twin", "twin's password")).isEmpty();

      server.addEntry("cn=third," + PEOPLE, "twin");
      assertThat(users.authenticate("twin", "twin's password")).isEmpty();
      assertThat(users.find("twin")).isEmpty();
    }

    @Test
    void leavesOutADetailThatNoTokenCanCarry() throws Exception {
      server.addPerson("long", "mail: long@example.org", "cn;lang-en: other");
      server.addEntry("ou=x," + PEOPLE, "wide", "mail: " + "w".repeat(2000));

      assertThat(users.find("long").orElseThrow().details()).containsKeys("name", "email");
      assertThat(users.find("wide").orElseThrow().details()).containsOnlyKeys("name");
    }

    @Test
    void findsAUserWithoutAPassword() {
      assertThat(users.find("jane")).isEqualTo(users.authenticate("jane", "jane's password"));
      assertThat(users.find("nobody")).isEmpty();
    }

    @Test
    void followsNoReferral() throws Exception {
      try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        elsewhere.setSoTimeout(1);
        server.answerSearchesBy(
            ResultCode.REFERRAL, "ldap://localhost:" + elsewhere.getLocalPort() + "/" + PEOPLE);

        assertThat(users.authenticate("jane", "jane's password")).isEmpty();
        assertThatThrownBy(elsewhere::accept).isInstanceOf(SocketTimeoutException.class);
      }
    }
  }

  @Nested
  class WhenTheDirectoryDoesNotServe {
    @Test
    void saysSoWhenItIsStoppedAndRecoversWhenItIsBack() throws Exception {
      assertThat(users.authenticate("jane", "jane's password")).isPresent();
      server.stop();

      assertThatThrownBy(() -> users.authenticate("jane", "jane's password"))
          .isInstanceOf(DirectoryUnavailableException.class)
          .hasMessageContaining("ldaps://localhost:" + server.port());
      assertThatThrownBy(() -> users.find("jane"))
          .isInstanceOf(DirectoryUnavailableException.class);
      assertThat(users.isUp()).isFalse();

      server.restart();
      assertThat(users.authenticate("jane", "jane's password")).isPresent();
      assertThat(users.isUp()).isTrue();
    }

    @Test
    void replacesConnectionsThatBrokeInTheMeantime() throws Exception {
      assertThat(users.find("jane")).isPresent();
      server.stop();
      server.restart();

      assertThat(users.authenticate("jane", "jane's password")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 11, 32, 50, 51, 52, 53, 80})
    void doesNotTakeItsTroubleForAnAnswer(int code) {
      server.answerSearchesBy(ResultCode.valueOf(code));

      assertThatThrownBy(() -> users.authenticate("jane", "jane's password"))
          .isInstanceOf(DirectoryUnavailableException.class);
    }

    @ParameterizedTest
    @EnumSource(Protection.class)
    void givesUpOnOneThatTakesConnectionsAndNeverAnswers(Protection protection) throws Exception {
      try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
          LdapUsers hanging =
              users(
                  "localhost",
                  protection,
                  silent.getLocalPort(),
                  server.roots(),
                  1,
                  Duration.ofMillis(200))) {
        assertThatThrownBy(() -> hanging.authenticate("jane", "jane's password"))
            .isInstanceOf(DirectoryUnavailableException.class);
        assertThat(hanging.isUp()).isFalse();
      }
    }

    @Test
    void givesUpOnOneThatAgreesToTlsAndThenIsSilent() throws Exception {
      // RFC 4511 §4.12: an ExtendedResponse to message 1, success.
      byte[] agreed = HexFormat.of().parseHex("300c02010178070a010004000400");
      try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
          LdapUsers hanging =
              users(
                  "localhost",
                  Protection.START_TLS,
                  silent.getLocalPort(),
                  server.roots(),
                  1,
                  Duration.ofMillis(200))) {
        CompletableFuture<Socket> accepted =
            CompletableFuture.supplyAsync(() -> agree(silent, agreed));

        assertThatThrownBy(() -> hanging.authenticate("jane", "jane's password"))
            .isInstanceOf(DirectoryUnavailableException.class);

        accepted.get().close();
      }
    }

    private static Socket agree(ServerSocket silent, byte[] answer) {
      try {
        Socket socket = silent.accept();
        socket.getOutputStream().write(answer);
        return socket;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Test
    void refusesWhomItHasNoConnectionFor() throws Exception {
      CountDownLatch searching = new CountDownLatch(1);
      CountDownLatch proceed = new CountDownLatch(1);
      server.beforeSearch(
          () -> {
            searching.countDown();
            await(proceed);
          });
      try (LdapUsers few =
          users(
              "localhost",
              Protection.TLS,
              server.port(),
              server.roots(),
              1,
              Duration.ofSeconds(2))) {
        CompletableFuture<Optional<Consumer>> first =
            CompletableFuture.supplyAsync(() -> few.find("jane"));
        await(searching);

        assertThatThrownBy(() -> few.authenticate("jane", "jane's password"))
            .isInstanceOfAny(
                DirectoryOverloadedException.class, DirectoryUnavailableException.class);

        proceed.countDown();
        assertThat(first.handle((found, failed) -> true).get()).isTrue();
        assertThat(few.find("jane")).isPresent();
      }
    }

    private static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Nested
  class TheWayThere {
    @Test
    void trustsOnlyWhomItIsTold() throws Exception {
      Path others = LdapCertificate.of("localhost").writeTo(folder.resolve("other.pem"));
      try (LdapUsers suspicious = users(Protection.TLS, server.port(), others)) {
        assertThatThrownBy(() -> suspicious.authenticate("jane", "jane's password"))
            .isInstanceOf(DirectoryUnavailableException.class);
      }
      assertThat(server.asked()).isEmpty();
    }

    @Test
    void trustsNobodyThatTheRuntimeDoesNotWhenItIsToldNothing() {
      try (LdapUsers suspicious = users(Protection.TLS, server.port(), null)) {
        assertThatThrownBy(() -> suspicious.authenticate("jane", "jane's password"))
            .isInstanceOf(DirectoryUnavailableException.class);
      }
      assertThat(server.asked()).isEmpty();
    }

    @Test
    void refusesTheCertificateOfAnotherHost() throws Exception {
      // RFC 4513 §3.1.3.
      try (LdapTestServer other = LdapTestServer.overTls(LdapCertificate.of("ldap.example.org"));
          LdapUsers suspicious = users(Protection.TLS, other.port(), other.roots())) {
        assertThatThrownBy(() -> suspicious.authenticate("jane", "jane's password"))
            .isInstanceOf(DirectoryUnavailableException.class);
        assertThat(other.asked()).isEmpty();
      }
    }

    @Test
    void startsTlsBeforeItSaysAnything() throws Exception {
      try (LdapTestServer plain = LdapTestServer.withStartTls(LdapCertificate.of("localhost"));
          LdapUsers upgrading = users(Protection.START_TLS, plain.port(), plain.roots())) {
        assertThat(upgrading.authenticate("jane", "jane's password")).isPresent();
      }
    }

    @Test
    void saysNothingWhereTlsCannotBeStartedOrIsAnothers() throws Exception {
      try (LdapTestServer other =
              LdapTestServer.withStartTls(LdapCertificate.of("ldap.example.org"));
          LdapUsers wrongHost = users(Protection.START_TLS, other.port(), other.roots());
          LdapUsers wrongRoots = users(Protection.START_TLS, other.port(), server.roots())) {
        for (LdapUsers suspicious : List.of(wrongHost, wrongRoots)) {
          assertThatThrownBy(() -> suspicious.authenticate("jane", "jane's password"))
              .isInstanceOf(DirectoryUnavailableException.class);
        }
        assertThat(other.asked()).isEmpty();
      }
    }

    @Test
    void refusesAFileWithoutCertificates() throws Exception {
      Path empty = Files.createFile(folder.resolve("empty.pem"));

      assertThatThrownBy(() -> users(Protection.TLS, server.port(), empty))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ldap.rootCertificateFile has no certificates in PEM");
    }
  }
}
