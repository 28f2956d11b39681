package dev.signet.validator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The one way of imports, and what the module shows. */
class ArchitectureTest {
  private static final String API = "dev.signet.validator";
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPath(Path.of("target", "classes"));

  /** What the packages that make answers may know of the API: the words, not the front door. */
  private static final Set<String> WORDS =
      Set.of(
          "Algorithm",
          "Explanation",
          "Holder",
          "Reason",
          "ResourceRequest",
          "Token",
          "Transport",
          "ValidatorEvent",
          "ValidatorListener",
          "ValidatorState",
          "Verdict");

  @Test
  void packagesHaveNoCycles() {
    slices().matching(API + ".(*)..").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void jsonKnowsNoOtherPackage() {
    mayOnlyUse("json");
  }

  @Test
  void syncKnowsNoOtherPackage() {
    mayOnlyUse("sync");
  }

  @Test
  void httpKnowsSyncAndJson() {
    mayOnlyUse("http", "sync", "json");
  }

  @Test
  void keysKnowCryptoHttpSyncAndJson() {
    mayOnlyUse("keys", "crypto", "http", "sync", "json");
  }

  @Test
  void diskKnowsKeysAndSync() {
    mayOnlyUse("disk", "keys", "sync");
  }

  @Test
  void cryptoKnowsNoOtherPackage() {
    mayOnlyUse("crypto");
  }

  @Test
  void rulesKnowWordsJsonAndSettings() {
    mayOnlyUse("rules", "words", "json", "settings");
  }

  @Test
  void settingsKnowWordsAndAddresses() {
    mayOnlyUse("settings", "words", "http");
  }

  @Test
  void supplyKnowsWordsRulesAndWhatBringsKeys() {
    mayOnlyUse("supply", "words", "rules", "disk", "http", "keys", "sync");
  }

  @Test
  void revocationKnowsWordsRulesKeysAndWhatBringsLists() {
    mayOnlyUse("revocation", "words", "rules", "document", "http", "keys", "supply", "sync");
  }

  @Test
  void documentKnowsWordsRulesJsonAndKeys() {
    mayOnlyUse("document", "words", "rules", "json", "keys", "supply", "sync");
  }

  @Test
  void allowanceKnowsWordsRulesKeysAndWhatBringsLists() {
    mayOnlyUse(
        "allowance", "words", "rules", "settings", "document", "http", "keys", "supply", "sync");
  }

  @Test
  void supplyOfRevocationsKnowsWordsAndWhatBringsLists() {
    mayOnlyUse(
        "revocation.supply",
        "revocation",
        "revocation.stream",
        "words",
        "rules",
        "disk",
        "http",
        "supply",
        "sync");
  }

  @Test
  void streamOfRevocationsKnowsWhatOpensIt() {
    mayOnlyUse("revocation.stream", "http", "sync");
  }

  @Test
  void cacheKnowsWordsRulesKeysAndRevocation() {
    mayOnlyUse("cache", "words", "rules", "keys", "revocation");
  }

  @Test
  void checkKnowsWordsRulesCacheAndBothSupplies() {
    mayOnlyUse(
        "check", "words", "rules", "cache", "supply", "keys", "revocation", "revocation.supply");
  }

  @Test
  void explainKnowsWordsRulesAndBothSupplies() {
    mayOnlyUse("explain", "words", "rules", "supply", "keys", "revocation", "revocation.supply");
  }

  @Test
  void assertionKnowsWordsRulesKeysAndWhatBringsThem() {
    mayOnlyUse("assertion", "words", "rules", "json", "http", "keys", "supply", "sync");
  }

  @Test
  void senderKnowsWordsRulesAndProofs() {
    mayOnlyUse("sender", "words", "rules", "proof");
  }

  @Test
  void proofKnowsWordsRulesAndKeys() {
    mayOnlyUse("proof", "words", "rules", "crypto", "keys", "supply");
  }

  @Test
  void nobodyElseKnowsAssertionsOrAllowances() {
    for (String part : List.of(".assertion", ".allowance")) {
      noClasses()
          .that()
          .resideOutsideOfPackage(API + part)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(API + part)
          .check(OURS);
    }
  }

  @Test
  void nobodyKnowsAJoseLibrary() {
    noClasses().should().dependOnClassesThat().resideInAPackage("com.nimbusds..").check(OURS);
  }

  @Test
  void aTypeIsPublicOnlyIfAnotherPackageNeedsIt() {
    classes()
        .that()
        // The API is for providers; assertions, and all that is told of proofs, for the authority;
        // allowances for the jar that counts.
        .resideOutsideOfPackages(API, API + ".assertion", API + ".proof", API + ".allowance")
        .and()
        .haveModifier(JavaModifier.PUBLIC)
        .and()
        .areTopLevelClasses()
        .should(beUsedByAnotherPackage())
        .check(OURS);
  }

  @Test
  void publicSignaturesShowOnlyTheJdkAndTheApi() {
    List<JavaClass> shown =
        OURS.stream()
            .filter(type -> type.getPackageName().equals(API))
            .filter(ArchitectureTest::isPublic)
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
            .flatMap(method -> method.getAllInvolvedRawTypes().stream())
            .map(JavaClass::getBaseComponentType)
            .toList();

    assertThat(shown).hasSizeGreaterThan(100);
    assertThat(shown)
        .filteredOn(type -> !type.isPrimitive() && !type.getPackageName().equals(API))
        .extracting(JavaClass::getPackageName)
        .allMatch(name -> name.startsWith("java."));
  }

  @Test
  void theModuleExportsOnePackageToAll() {
    ModuleDescriptor module =
        ModuleFinder.of(Path.of("target", "classes")).findAll().iterator().next().descriptor();

    assertThat(module.name()).isEqualTo(API);
    assertThat(module.exports())
        .filteredOn(export -> !export.isQualified())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactly(API);
    assertThat(module.exports())
        .filteredOn(ModuleDescriptor.Exports::isQualified)
        .extracting(ModuleDescriptor.Exports::source, ModuleDescriptor.Exports::targets)
        .containsExactly(tuple(API + ".allowance", Set.of("dev.signet.quota")));
    assertThat(module.opens()).isEmpty();
  }

  /** Public, and not only a member of what is hidden. */
  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
  }

  private static void mayOnlyUse(String part, String... others) {
    Set<String> allowed = new HashSet<>(Set.of(others));
    allowed.add(part);
    classes()
        .that()
        .resideInAPackage(API + "." + part)
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.describe(
                "are of " + allowed,
                type -> !type.getPackageName().startsWith(API) || allowed.contains(partOf(type))))
        .check(OURS);
  }

  private static String partOf(JavaClass type) {
    if (!type.getPackageName().equals(API)) {
      return type.getPackageName().substring(API.length() + 1);
    }
    String topLevel = type.getName().substring(API.length() + 1).split("[$]", -1)[0];
    return WORDS.contains(topLevel) ? "words" : "front door";
  }

  private static ArchCondition<JavaClass> beUsedByAnotherPackage() {
    return new ArchCondition<>("be used by another package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean used =
            type.getDirectDependenciesToSelf().stream()
                .map(Dependency::getOriginClass)
                .anyMatch(origin -> !origin.getPackageName().equals(type.getPackageName()));
        events.add(new SimpleConditionEvent(type, used, type.getName() + " is used only at home"));
      }
    };
  }
}
