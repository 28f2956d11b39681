package dev.signet.validator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.signet.validator.json.MalformedJsonException;
import dev.signet.validator.json.StrictJson;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The metadata for native images names exactly what the code finds by name. */
class NativeImageMetadataTest {
  private static final Path CLASSES = Path.of("target", "classes");
  private static final Path METADATA =
      Path.of("META-INF/native-image/dev.signet/validator-lib/reachability-metadata.json");
  private static final Set<String> LOOKS_UP =
      Set.of("forName", "loadClass", "findClass", "getResource", "getResourceAsStream");

  @Test
  void namesEveryProviderThatIsFoundByNameAndNoOther() throws ReflectiveOperationException {
    assertThat(types()).isEqualTo(trustedProviders());
  }

  @Test
  void namesNothingThatIsNotThere() throws ReflectiveOperationException {
    for (Map<?, ?> entry : entries("reflection")) {
      Class<?> type = load(text(entry, "type"));
      load(text((Map<?, ?>) member(entry, "condition"), "typeReached"));
      for (Map<?, ?> method : members(entry, "methods")) {
        assertThat(method).isEqualTo(Map.of("name", "<init>", "parameterTypes", List.of()));
        assertThat(type.getConstructor()).isNotNull();
      }
      for (Map<?, ?> field : members(entry, "fields")) {
        assertThat(type.getDeclaredField(text(field, "name"))).isNotNull();
      }
    }
    assertThat(entries("resources")).isEmpty();
  }

  @Test
  void nothingElseLooksUpClassesOrResources() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.signet.validator.crypto.TrustedProvider")
        .should()
        .callCodeUnitWhere(
            DescribedPredicate.<JavaCall<?>>describe(
                "looks something up by name", call -> LOOKS_UP.contains(call.getName())))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.ServiceLoader")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.reflect..")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPath(CLASSES));
  }

  /** The class names in an enum that nobody else may see. */
  private static Set<String> trustedProviders() throws ReflectiveOperationException {
    Class<?> type = load("dev.signet.validator.crypto.TrustedProvider");
    Field className = type.getDeclaredField("className");
    className.setAccessible(true);
    Set<String> names = new TreeSet<>();
    for (Object provider : type.getEnumConstants()) {
      names.add((String) className.get(provider));
    }
    // The platform's own providers are not looked for by name.
    assertThat(names.remove("")).isTrue();
    return names;
  }

  private static Set<String> types() {
    return entries("reflection").stream()
        .map(entry -> text(entry, "type"))
        .collect(Collectors.toSet());
  }

  private static List<Map<?, ?>> entries(String kind) {
    try {
      return members(
          StrictJson.forDocuments().parseObject(Files.readAllBytes(CLASSES.resolve(METADATA))),
          kind);
    } catch (IOException | MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Map<?, ?>> members(Map<?, ?> object, String name) {
    List<Map<?, ?>> members = new ArrayList<>();
    if (object.get(name) instanceof List<?> list) {
      list.forEach(element -> members.add((Map<?, ?>) element));
    }
    return members;
  }

  private static Object member(Map<?, ?> object, String name) {
    return Objects.requireNonNull(object.get(name), name);
  }

  private static String text(Map<?, ?> object, String name) {
    return (String) member(object, name);
  }

  private static Class<?> load(String name) throws ClassNotFoundException {
    return Class.forName(name, false, NativeImageMetadataTest.class.getClassLoader());
  }
}
