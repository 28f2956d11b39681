package dev.signet.authority.config;

import dev.signet.authority.directory.ldap.FilterTemplate;
import dev.signet.authority.directory.ldap.GroupSearch;
import dev.signet.authority.directory.ldap.LdapAddress;
import dev.signet.authority.directory.ldap.LdapAddress.Protection;
import dev.signet.authority.directory.ldap.LdapServer;
import dev.signet.authority.directory.ldap.LdapSettings;
import dev.signet.authority.directory.ldap.LdapText;
import dev.signet.authority.directory.ldap.UserSearch;
import dev.signet.authority.storage.TokenRights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is said of an LDAP directory whose users may have tokens. */
final class LdapSection {
  private static final String LEFT_OUT = "-";
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** What tokens say of a user, and the attribute that usually holds it. */
  private static final List<Claim> CLAIMS =
      List.of(
          new Claim("preferred_username", "preferredUsername", "uid"),
          new Claim("name", "name", "cn"),
          new Claim("given_name", "givenName", "givenName"),
          new Claim("family_name", "familyName", "sn"),
          new Claim("email", "email", "mail"));

  private final ConfigReader reader;
  private final Profile profile;

  LdapSection(ConfigReader reader, Profile profile) {
    this.reader = reader;
    this.profile = profile;
  }

  private record Claim(String name, String setting, String attribute) {}

  /** Reads the section; null where no directory is named, or where something is at fault. */
  @Nullable LdapSettings read() {
    boolean named = reader.find("ldap.url").isPresent();
    Optional<LdapServer> server = server();
    Optional<UserSearch> users = users();
    Optional<GroupSearch> groups = groups();
    Optional<TokenRights> rights = rights();
    if (!named) {
      reader.known().stream()
          .filter(key -> key.startsWith("ldap.") && reader.isSet(key))
          .forEach(key -> reader.fault(key, "is for ldap.url, which is not set"));
    }
    return server.isEmpty() || users.isEmpty() || groups.isEmpty() || rights.isEmpty()
        ? null
        : new LdapSettings(server.get(), users.get(), groups.get(), rights.get());
  }

  private Optional<LdapServer> server() {
    boolean startTls = reader.flag("ldap.startTls", false);
    Optional<LdapAddress> address = parsed("ldap.url", url -> LdapAddress.parse(url, startTls));
    address.ifPresent(this::requireProtection);
    Optional<Path> roots = reader.findPath("ldap.rootCertificateFile");
    roots
        .filter(file -> !Files.isReadable(file))
        .ifPresent(file -> reader.fault("ldap.rootCertificateFile", "cannot be read: " + file));
    Optional<String> bindDn = parsed("ldap.bindDn", LdapText::dn);
    Optional<String> password = reader.secret("ldap.bindPassword");
    int most = LdapServer.MAX_CONNECTIONS;
    int connections = reader.integer("ldap.connections", LdapServer.DEFAULT_CONNECTIONS, 1, most);
    Duration usual = LdapServer.DEFAULT_TIMEOUT;
    Duration timeout = reader.duration("ldap.timeout", usual, SECOND, LdapServer.MAX_TIMEOUT);
    if (reader.find("ldap.bindDn").isPresent() == reader.lacksSecret("ldap.bindPassword")) {
      reader.fault("ldap.bindDn", "and ldap.bindPassword go together: set both or none");
    }
    if (bindDn.isPresent() != password.isPresent()) {
      return Optional.empty();
    }
    return address.map(
        at ->
            new LdapServer(
                at,
                roots.orElse(null),
                bindDn.orElse(null),
                password.orElse(null),
                connections,
                timeout));
  }

  private void requireProtection(LdapAddress address) {
    boolean local = profile == Profile.DEVELOPMENT && address.isLoopback();
    if (address.protection() == Protection.NONE && !local) {
      reader.fault(
          "ldap.url",
          "would send passwords in the clear: use ldaps://, or set ldap.startTls: true (ldap:// to"
              + " this machine is for the development profile)");
    }
  }

  private Optional<UserSearch> users() {
    Optional<String> base = required("ldap.userBase", "ou=people,dc=example,dc=org");
    Optional<String> dn = base.flatMap(text -> parsed("ldap.userBase", LdapText::dn));
    Optional<FilterTemplate> filter = parsed("ldap.userFilter", "(uid={0})", FilterTemplate::parse);
    Optional<String> name = parsed("ldap.userName", "uid", LdapText::attribute);
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Claim claim : CLAIMS) {
      String key = "ldap.attributes." + claim.setting();
      if (!reader.text(key, claim.attribute()).equals(LEFT_OUT)) {
        parsed(key, claim.attribute(), LdapText::attribute)
            .ifPresent(attribute -> attributes.put(claim.name(), attribute));
      }
    }
    return dn.isEmpty() || filter.isEmpty() || name.isEmpty()
        ? Optional.empty()
        : Optional.of(new UserSearch(dn.get(), filter.get(), name.get(), attributes));
  }

  private Optional<GroupSearch> groups() {
    Optional<String> base = parsed("ldap.groupBase", LdapText::dn);
    Optional<FilterTemplate> filter =
        parsed("ldap.groupFilter", "(member={0})", FilterTemplate::parse);
    Optional<String> name = parsed("ldap.groupName", "cn", LdapText::attribute);
    Map<String, List<String>> roles = new TreeMap<>();
    reader
        .named("ldap.groups", "roles")
        .forEach((group, words) -> roles.put(group, ConfigReader.split(words)));
    if (reader.find("ldap.groupBase").isPresent() == roles.isEmpty()) {
      reader.fault("ldap.groupBase", "and ldap.groups.NAME.roles go together: set both or none");
      return Optional.empty();
    }
    return filter.isEmpty() || name.isEmpty() || base.isEmpty() != roles.isEmpty()
        ? Optional.empty()
        : checked(
            "ldap.groups",
            () -> new GroupSearch(base.orElse(null), filter.get(), name.get(), roles));
  }

  private Optional<TokenRights> rights() {
    List<String> audiences = reader.words("ldap.audiences");
    List<String> scopes = reader.words("ldap.scopes");
    Optional<Duration> lifetime = reader.findDuration("ldap.lifetime", SECOND, DAY);
    if (required("ldap.audiences", "https://orders.example.org").isEmpty()) {
      return Optional.empty();
    }
    return checked(
        "ldap.audiences", () -> new TokenRights(audiences, new LinkedHashSet<>(scopes), lifetime));
  }

  private Optional<String> required(String key, String example) {
    Optional<String> value = reader.find(key);
    if (value.isEmpty() && reader.isSet("ldap.url")) {
      reader.fault(key, "is missing: ldap.url needs it, such as " + example);
    }
    return value;
  }

  private <T> Optional<T> parsed(String key, Function<String, T> parse) {
    return reader.find(key).flatMap(text -> checked(key, () -> parse.apply(text)));
  }

  private <T> Optional<T> parsed(String key, String usual, Function<String, T> parse) {
    String text = reader.text(key, usual);
    return checked(key, () -> parse.apply(text));
  }

  /** What a constructor or a parser takes; what it says when it does not is the fault. */
  private <T> Optional<T> checked(String key, Supplier<T> value) {
    try {
      return Optional.of(value.get());
    } catch (IllegalArgumentException e) {
      reader.fault(key, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
