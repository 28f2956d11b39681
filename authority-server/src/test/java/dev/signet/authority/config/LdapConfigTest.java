package dev.signet.authority.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signet.authority.directory.ldap.LdapAddress.Protection;
import dev.signet.authority.directory.ldap.LdapSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A directory is described as a whole: what is missing and what contradicts is named. */
class LdapConfigTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "SIGNET_LDAP_URL", "ldaps://ldap.example.org",
          "SIGNET_LDAP_USER_BASE", "ou=people,dc=example,dc=org",
          "SIGNET_LDAP_AUDIENCES", "https://orders.example.org");

  @TempDir private Path folder;

  @Test
  void isOffUntilADirectoryIsNamed() {
    assertThat(AuthorityConfig.read(null, Map.of()).authentication().directory()).isEmpty();
  }

  @Test
  void hasADefaultForAllThatNeedNotBeSaid() {
    LdapSettings ldap = read(LEAST);

    assertThat(ldap.server().address()).hasToString("ldaps://ldap.example.org:636");
    assertThat(ldap.server().roots()).isNull();
    assertThat(ldap.server().bindDn()).isNull();
    assertThat(ldap.server().connections()).isEqualTo(8);
    assertThat(ldap.server().timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(ldap.users().filter()).hasToString("(uid={0})");
    assertThat(ldap.users().name()).isEqualTo("uid");
    assertThat(ldap.users().attributes())
        .containsExactly(
            entry("preferred_username", "uid"),
            entry("name", "cn"),
            entry("given_name", "givenName"),
            entry("family_name", "sn"),
            entry("email", "mail"));
    assertThat(ldap.groups().roles()).isEmpty();
    assertThat(ldap.rights().audiences()).containsExactly("https://orders.example.org");
    assertThat(ldap.rights().scopes()).isEmpty();
    assertThat(ldap.rights().lifetime()).isEmpty();
  }

  @Test
  void takesEverySettingFromTheFile() throws IOException {
    Path roots = Files.createFile(folder.resolve("roots.pem"));
    Path password = Files.writeString(folder.resolve("bind.password"), "sesame\n");
    Path yaml =
        Files.writeString(
            folder.resolve("signet.yaml"),
            String.join(
                "\n",
                "profile: development",
                "ldap:",
                "  url: ldap://ldap.example.org:1389",
                "  startTls: true",
                "  rootCertificateFile: " + roots,
                "  bindDn: cn=reader,dc=example",
                "  bindPasswordFile: " + password,
                "  userBase: ou=people,dc=example",
                "  userFilter: (&(sAMAccountName={0})(objectClass=user))",
                "  userName: sAMAccountName",
                "  groupBase: ou=groups,dc=example",
                "  groupFilter: (uniqueMember={0})",
                "  groupName: ou",
                "  groups:",
                "    Domain Admins: {roles: 'admin, reader'}",
                "    a.b=c,d: {roles: other}",
                "  attributes: {name: displayName, email: '-', preferredUsername: '-'}",
                "  audiences: [orders, stock]",
                "  scopes: [read, write]",
                "  lifetime: 5m",
                "  connections: 3",
                "  timeout: 5s",
                ""));

    LdapSettings ldap =
        AuthorityConfig.read(yaml, Map.of()).authentication().directory().orElseThrow();

    assertThat(ldap.server().address()).hasToString("ldap://ldap.example.org:1389");
    assertThat(ldap.server().address().protection()).isEqualTo(Protection.START_TLS);
    assertThat(ldap.server().roots()).isEqualTo(roots);
    assertThat(ldap.server().bindDn()).isEqualTo("cn=reader,dc=example");
    assertThat(ldap.server().bindPassword()).isEqualTo("sesame");
    assertThat(ldap.server().connections()).isEqualTo(3);
    assertThat(ldap.server().timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(ldap.users().base()).isEqualTo("ou=people,dc=example");
    assertThat(ldap.users().filter()).hasToString("(&(sAMAccountName={0})(objectClass=user))");
    assertThat(ldap.users().name()).isEqualTo("sAMAccountName");
    assertThat(ldap.users().attributes())
        .containsExactly(
            entry("name", "displayName"),
            entry("given_name", "givenName"),
            entry("family_name", "sn"));
    assertThat(ldap.groups().base()).isEqualTo("ou=groups,dc=example");
    assertThat(ldap.groups().filter()).hasToString("(uniqueMember={0})");
    assertThat(ldap.groups().name()).isEqualTo("ou");
    assertThat(ldap.groups().roles())
        .containsOnly(
            entry("Domain Admins", List.of("admin", "reader")), entry("a.b=c,d", List.of("other")));
    assertThat(ldap.rights().audiences()).containsExactly("orders", "stock");
    assertThat(ldap.rights().scopes()).containsExactly("read", "write");
    assertThat(ldap.rights().lifetime()).isEqualTo(Optional.of(Duration.ofMinutes(5)));
    assertThat(ldap.toString()).doesNotContain("sesame");
  }

  @ParameterizedTest
  @CsvSource({
    "URL, http://ldap.example.org, ldap.url must be such as ldaps://ldap.example.org",
    "URL, ldaps://ldap.example.org/dc=org, ldap.url must be such as ldaps://ldap.example.org",
    "URL, ldaps://me@ldap.example.org, ldap.url must be such as ldaps://ldap.example.org",
    "URL, ldaps://ldap.example.org:65536, ldap.url must have a port from 1 to 65535",
    "URL, ldaps://ldap.example.org:0, ldap.url must have a port from 1 to 65535",
    "URL, ldap://ldap.example.org, ldap.url would send passwords in the clear",
    "START_TLS, true, 'ldap.url is ldaps already: remove ldap.startTls, or use ldap://'",
    "ROOT_CERTIFICATE_FILE, none.pem, ldap.rootCertificateFile cannot be read: none.pem",
    "BIND_DN, 'cn=reader', ldap.bindDn and ldap.bindPassword go together: set both or none",
    "BIND_PASSWORD, sesame, ldap.bindDn and ldap.bindPassword go together: set both or none",
    "USER_BASE, people, ldap.userBase is not a distinguished name",
    "USER_FILTER, (uid=*), ldap.userFilter is not a filter such as (uid={0})",
    "USER_NAME, u id, ldap.userName is not the name of an attribute",
    "GROUP_BASE, 'ou=groups', ldap.groupBase and ldap.groups.NAME.roles go together",
    "GROUP_FILTER, member, ldap.groupFilter is not a filter such as",
    "GROUP_NAME, *, ldap.groupName is not the name of an attribute",
    "ATTRIBUTES_EMAIL, (mail), ldap.attributes.email is not the name of an attribute",
    "AUDIENCES, é, ldap.audiences ",
    "LIFETIME, PT1.5S, ldap.audiences lifetime must be whole seconds",
    "CONNECTIONS, 0, ldap.connections is not a whole number from 1 to 64",
    "CONNECTIONS, 65, ldap.connections is not a whole number from 1 to 64",
    "TIMEOUT, PT0.9S, ldap.timeout is not a duration from PT1S to PT30S",
    "TIMEOUT, 31s, ldap.timeout is not a duration from PT1S to PT30S",
  })
  void namesTheSettingAndTheFix(String variable, String value, String fault) {
    assertThat(faults(Map.of("SIGNET_LDAP_" + variable, value)))
        .singleElement()
        .asString()
        .startsWith(fault);
  }

  @Test
  void saysWhatIsMissing() {
    List<String> faults =
        catchThrowableOfType(
                ConfigException.class,
                () ->
                    AuthorityConfig.read(
                        null, Map.of("SIGNET_LDAP_URL", "ldaps://ldap.example.org")))
            .faults();

    assertThat(faults)
        .satisfiesExactlyInAnyOrder(
            fault -> assertThat(fault).startsWith("ldap.userBase is missing: ldap.url needs it"),
            fault -> assertThat(fault).startsWith("ldap.audiences is missing: ldap.url needs it"));
  }

  @Test
  void refusesTheRestWithoutADirectory() {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () -> AuthorityConfig.read(null, Map.of("SIGNET_LDAP_CONNECTIONS", "3")));

    assertThat(refused.faults())
        .singleElement()
        .asString()
        .startsWith("ldap.connections is for ldap.url, which is not set");
  }

  @Test
  void takesAPlainWayToThisMachineInDevelopmentOnly() {
    assertThat(read(with(Map.of("SIGNET_LDAP_URL", "ldap://localhost:1389"))).server().address())
        .hasToString("ldap://localhost:1389");

    Map<String, String> production =
        with(
            Map.of(
                "SIGNET_LDAP_URL", "ldap://localhost:1389",
                "SIGNET_PROFILE", "production",
                "SIGNET_ISSUER", "https://auth.example.org",
                "SIGNET_KEYS_PASSPHRASE", "sesame",
                "SIGNET_SECRETS_HASH_KEY", "A".repeat(43) + "="));
    ConfigException refused =
        catchThrowableOfType(ConfigException.class, () -> AuthorityConfig.read(null, production));
    assertThat(refused.faults())
        .singleElement()
        .asString()
        .startsWith("ldap.url would send passwords in the clear");
  }

  private static LdapSettings read(Map<String, String> environment) {
    return AuthorityConfig.read(null, environment).authentication().directory().orElseThrow();
  }

  private static List<String> faults(Map<String, String> changed) {
    return catchThrowableOfType(
            ConfigException.class, () -> AuthorityConfig.read(null, with(changed)))
        .faults();
  }

  private static Map<String, String> with(Map<String, String> changed) {
    Map<String, String> all = new HashMap<>(LEAST);
    all.putAll(changed);
    return all;
  }
}
