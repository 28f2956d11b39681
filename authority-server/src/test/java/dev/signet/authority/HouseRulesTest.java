package dev.signet.authority;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.signet.authority.HouseRules.BE_NEEDED_BY_ANOTHER_PACKAGE;
import static dev.signet.authority.HouseRules.HOUSE;
import static dev.signet.authority.HouseRules.READS_THE_WALL_CLOCK;
import static dev.signet.authority.HouseRules.outsideOf;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The rules of the house: which package may know which, and what a type may be called. */
class HouseRulesTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());

  /** Of our packages, which one may import which; the root, not listed, may import everything. */
  static final List<Map.Entry<String, Set<String>>> MAY_IMPORT =
      List.of(
          Map.entry(".http", Set.of(".http.proxy", ".http.tls")),
          Map.entry(".http.proxy", Set.of()),
          Map.entry(".http.tls", Set.of()),
          Map.entry(".http.content", Set.of(".http")),
          Map.entry(".health", Set.of(".http")),
          Map.entry(
              ".storage",
              Set.of(
                  ".storage.assertion",
                  ".storage.credential",
                  ".storage.guessing",
                  ".storage.quota",
                  ".storage.session")),
          Map.entry(".storage.quota", Set.of()),
          Map.entry(".storage.purge", Set.of(".storage")),
          Map.entry(".storage.guessing", Set.of()),
          Map.entry(
              ".storage.sql.guessing", Set.of(".storage.guessing", ".storage.sql.connection")),
          Map.entry(".storage.session", Set.of()),
          Map.entry(".storage.assertion", Set.of()),
          Map.entry(".storage.credential", Set.of()),
          Map.entry(".storage.sql.connection", Set.of(".storage")),
          Map.entry(
              ".storage.sql",
              Set.of(
                  ".storage",
                  ".storage.assertion",
                  ".storage.credential",
                  ".storage.guessing",
                  ".storage.quota",
                  ".storage.session",
                  ".storage.sql.connection",
                  ".storage.sql.guessing")),
          Map.entry(
              ".storage.sql.sqlite", Set.of(".storage", ".storage.sql", ".storage.sql.connection")),
          Map.entry(
              ".storage.sql.postgres",
              Set.of(".storage", ".storage.quota", ".storage.sql", ".storage.sql.connection")),
          Map.entry(
              ".quota", Set.of(".audit", ".http", ".storage", ".storage.purge", ".storage.quota")),
          Map.entry(
              ".quota.published",
              Set.of(
                  ".http",
                  ".http.content",
                  ".keys",
                  ".quota",
                  ".revocation",
                  ".storage",
                  ".storage.quota")),
          Map.entry(".audit", Set.of()),
          Map.entry(".directory", Set.of(".storage", ".storage.credential")),
          Map.entry(
              ".directory.credential", Set.of(".directory", ".storage", ".storage.credential")),
          Map.entry(".directory.ldap", Set.of(".directory", ".storage")),
          Map.entry(".authn", Set.of(".audit", ".directory", ".guessing", ".http")),
          Map.entry(
              ".guessing",
              Set.of(
                  ".audit",
                  ".http",
                  ".http.proxy",
                  ".storage",
                  ".storage.guessing",
                  ".storage.purge")),
          Map.entry(
              ".authn.mtls",
              Set.of(
                  ".authn",
                  ".directory",
                  ".directory.credential",
                  ".http",
                  ".http.proxy",
                  ".storage.credential")),
          Map.entry(
              ".authn.assertion",
              Set.of(
                  ".authn",
                  ".directory",
                  ".http",
                  ".storage",
                  ".storage.assertion",
                  ".storage.credential",
                  ".storage.purge")),
          Map.entry(
              ".binding",
              Set.of(".audit", ".authn.mtls", ".http", ".storage", ".storage.assertion")),
          Map.entry(".keys", Set.of(".keys.signing", ".storage", ".http", ".http.content")),
          Map.entry(".keys.signing", Set.of()),
          Map.entry(
              ".token",
              Set.of(
                  ".authn",
                  ".binding",
                  ".keys",
                  ".keys.signing",
                  ".storage",
                  ".storage.purge",
                  ".audit",
                  ".quota",
                  ".http",
                  ".token.claims",
                  ".directory")),
          Map.entry(".token.claims", Set.of(".http", ".quota")),
          Map.entry(
              ".token.explain",
              Set.of(
                  ".authn",
                  ".binding",
                  ".directory",
                  ".http",
                  ".keys.signing",
                  ".quota",
                  ".storage",
                  ".storage.quota",
                  ".token",
                  ".token.claims")),
          Map.entry(
              ".token.exchange",
              Set.of(
                  ".authn",
                  ".binding",
                  ".directory",
                  ".http",
                  ".introspection",
                  ".quota",
                  ".storage",
                  ".storage.quota",
                  ".token",
                  ".token.claims")),
          Map.entry(
              ".token.assertion",
              Set.of(
                  ".authn",
                  ".directory",
                  ".http",
                  ".storage",
                  ".storage.assertion",
                  ".token",
                  ".token.claims")),
          Map.entry(
              ".revocation",
              Set.of(
                  ".enforcement",
                  ".authn",
                  ".directory",
                  ".keys",
                  ".storage",
                  ".audit",
                  ".http",
                  ".http.content")),
          Map.entry(
              ".session",
              Set.of(
                  ".audit",
                  ".authn",
                  ".directory",
                  ".http",
                  ".storage",
                  ".storage.purge",
                  ".storage.session")),
          Map.entry(
              ".introspection",
              Set.of(
                  ".audit", ".authn", ".binding", ".directory", ".http", ".http.content", ".keys")),
          Map.entry(
              ".metrics",
              Set.of(
                  ".binding",
                  ".enforcement",
                  ".revocation",
                  ".keys",
                  ".keys.signing",
                  ".storage",
                  ".token",
                  ".http")),
          Map.entry(".enforcement", Set.of(".storage", ".http")),
          Map.entry(
              ".operator", Set.of(".enforcement", ".revocation", ".storage", ".audit", ".http")),
          Map.entry(
              ".config",
              Set.of(
                  ".authn.mtls",
                  ".binding",
                  ".directory",
                  ".directory.ldap",
                  ".guessing",
                  ".http",
                  ".http.proxy",
                  ".http.tls",
                  ".keys",
                  ".keys.signing",
                  ".quota",
                  ".revocation",
                  ".session",
                  ".storage",
                  ".storage.quota",
                  ".storage.sql.connection",
                  ".storage.sql.postgres",
                  ".storage.sql.sqlite",
                  ".token",
                  ".token.assertion",
                  ".token.claims",
                  ".token.exchange")),
          Map.entry(".archive", Set.of("", ".config", ".directory", ".storage")),
          Map.entry(".cli.terminal", Set.of("", ".config", ".http")),
          Map.entry(
              ".cli.guesses",
              Set.of("", ".audit", ".cli.terminal", ".guessing", ".http", ".storage.guessing")),
          Map.entry(
              ".cli.clients",
              Set.of(
                  "",
                  ".audit",
                  ".binding",
                  ".cli.terminal",
                  ".config",
                  ".directory.credential",
                  ".http",
                  ".storage",
                  ".storage.credential")),
          Map.entry(
              ".cli.quotas",
              Set.of(
                  "",
                  ".audit",
                  ".cli.terminal",
                  ".config",
                  ".directory",
                  ".http",
                  ".storage",
                  ".storage.quota")),
          Map.entry(
              ".cli",
              Set.of(
                  "",
                  ".archive",
                  ".audit",
                  ".cli.clients",
                  ".cli.guesses",
                  ".cli.quotas",
                  ".cli.terminal",
                  ".authn",
                  ".authn.mtls",
                  ".binding",
                  ".config",
                  ".directory",
                  ".directory.ldap",
                  ".enforcement",
                  ".http",
                  ".keys",
                  ".keys.signing",
                  ".quota",
                  ".revocation",
                  ".storage",
                  ".token",
                  ".token.exchange",
                  ".token.explain")));

  @ParameterizedTest
  @FieldSource("MAY_IMPORT")
  void importsOnlyWhatItsLineAllows(Map.Entry<String, Set<String>> line) {
    noClasses()
        .that()
        .resideInAPackage(HOUSE + line.getKey())
        .should()
        .dependOnClassesThat(outsideOf(line.getKey(), line.getValue()))
        .check(OURS);
  }

  @Test
  void givesEveryPackageALine() {
    assertThat(MAY_IMPORT.stream().map(line -> HOUSE + line.getKey()))
        .containsAll(
            OURS.stream().map(JavaClass::getPackageName).filter(p -> !p.equals(HOUSE)).toList());
  }

  @Test
  void hasNoCycles() {
    slices().matching(HOUSE + ".(**)").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void keepsJavalinInTheRootInHttpAndInEndpoints() {
    noClasses()
        .that()
        .resideOutsideOfPackages(HOUSE, HOUSE + ".http..")
        .and()
        .haveSimpleNameNotEndingWith("Endpoint")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.javalin..")
        .check(OURS);
  }

  @Test
  void keepsSqlInStorageSql() {
    noClasses()
        .that()
        .resideOutsideOfPackage(HOUSE + ".storage.sql..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..")
        .check(OURS);
  }

  @Test
  void readsTheWallClockInMainOnly() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Main.class)
        .should()
        .accessTargetWhere(READS_THE_WALL_CLOCK)
        .check(OURS);
    assertThat(OURS.get(Main.class).getAccessesFromSelf()).anyMatch(READS_THE_WALL_CLOCK);
  }

  @Test
  void makesATypePublicOnlyForAnotherPackage() {
    classes()
        .that()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .and()
        .doNotBelongToAnyOf(Main.class)
        .and()
        // Unchecked or not, what a public method throws is for its callers to catch.
        .areNotAssignableTo(Exception.class)
        .should(BE_NEEDED_BY_ANOTHER_PACKAGE)
        .check(OURS);
  }

  @Test
  void tellsAPublicTypeThatNobodyElseNeeds() {
    JavaClasses lonely = new ClassFileImporter().importClasses(NeededByNobody.class);

    assertThatThrownBy(() -> classes().should(BE_NEEDED_BY_ANOTHER_PACKAGE).check(lonely))
        .hasMessageContaining("NeededByNobody is public, but only its own package uses it");
  }

  @Test
  void hasAtMostTwentyTopLevelTypesInAPackage() {
    Map<String, Long> sizes =
        OURS.stream()
            .filter(type -> type.isTopLevelClass() && !isPackageInfo(type))
            .collect(groupingBy(JavaClass::getPackageName, counting()));

    assertThat(sizes).hasSizeGreaterThan(MAY_IMPORT.size());
    assertThat(sizes).allSatisfy((name, size) -> assertThat(size).as(name).isLessThan(21));
  }

  @Test
  void marksEveryPackageAsNullMarked() {
    Set<JavaPackage> packages = OURS.getPackage(HOUSE).getSubpackagesInTree();

    assertThat(OURS.getPackage(HOUSE).isAnnotatedWith(NullMarked.class)).isTrue();
    assertThat(packages).hasSize(MAY_IMPORT.size());
    assertThat(packages).allMatch(each -> each.isAnnotatedWith(NullMarked.class));
  }

  @Test
  void usesNoEmptyNames() {
    noClasses()
        .should()
        .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Base)(\\$.*)?")
        .orShould()
        .haveNameMatching(".*[.$]Abstract[^.$]*")
        .check(OURS);
  }

  private static boolean isPackageInfo(JavaClass type) {
    return type.getSimpleName().equals("package-info");
  }

  /** Public, and used from no other package. */
  public interface NeededByNobody {}
}
