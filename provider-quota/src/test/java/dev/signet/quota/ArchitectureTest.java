package dev.signet.quota;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The one way of imports, and what a local user need not have. */
class ArchitectureTest {
  private static final String API = "dev.signet.quota";
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPath(Path.of("target", "classes"));

  private static final DescribedPredicate<JavaClass> OF_THE_VALIDATOR =
      resideInAPackage("dev.signet.validator..");

  @Test
  void packagesHaveNoCycles() {
    slices().matching(API + ".(*)..").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void countKnowsNothingOfTokens() {
    noClasses()
        .that()
        .resideInAPackage(API + ".count")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(API, "dev.signet.validator")
        .check(OURS);
  }

  @Test
  void onlyTheStoresNeedTheirLibraries() {
    noClasses()
        .that()
        .resideInAnyPackage(API, API + ".count")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            API + ".redis",
            API + ".postgres",
            "io.lettuce..",
            "io.github.bucket4j.redis..",
            "io.github.bucket4j.postgresql..",
            "java.sql..",
            "javax.sql..")
        .check(OURS);
  }

  @Test
  void onlyFollowingNeedsMoreOfTheValidatorThanItsApi() {
    noClasses()
        .that()
        .doNotHaveSimpleName("FollowedAllowances")
        .should()
        .dependOnClassesThat(OF_THE_VALIDATOR.and(not(resideInAPackage("dev.signet.validator"))))
        .check(OURS);
    noClasses()
        .should()
        .dependOnClassesThat(
            OF_THE_VALIDATOR.and(
                not(resideInAnyPackage("dev.signet.validator", "dev.signet.validator.allowance"))))
        .check(OURS);
  }

  @Test
  void theApiShowsNoLibrary() {
    noClasses()
        .that()
        .resideInAPackage(API)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.github.bucket4j..", "com.github.benmanes..")
        .check(OURS);
  }
}
