package dev.signet.authority;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/** The words that the rules of the house are written in. */
final class HouseRules {
  static final String HOUSE = "dev.signet.authority";

  /** The system clock by any of its doors: {@code Clock.system…}, {@code now()}, a new Date. */
  static final DescribedPredicate<JavaAccess<?>> READS_THE_WALL_CLOCK =
      describe("read the wall clock", access -> readsTheWallClock(access.getTarget()));

  static final ArchCondition<JavaClass> BE_NEEDED_BY_ANOTHER_PACKAGE =
      new ArchCondition<>("be needed by another package") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
          if (usersOf(type).allMatch(type.getPackageName()::equals)) {
            events.add(
                SimpleConditionEvent.violated(
                    type, type.getSimpleName() + " is public, but only its own package uses it"));
          }
        }
      };

  private HouseRules() {}

  /** Our types that are neither in a package itself nor in those it may import. */
  static DescribedPredicate<JavaClass> outsideOf(String itself, Set<String> allowed) {
    String[] known =
        Stream.concat(Stream.of(itself), allowed.stream())
            .map(name -> HOUSE + name)
            .toArray(String[]::new);
    return Predicates.resideInAPackage(HOUSE + "..")
        .and(Predicates.resideOutsideOfPackages(known))
        .as("are ours, but not in %s", Set.of(known));
  }

  /** The packages that use a type, or one nested in it, by name or in the signature of a call. */
  private static Stream<String> usersOf(JavaClass type) {
    Stream<JavaClass> byName =
        type.getPackage().getClasses().stream()
            .filter(each -> each.getName().split("\\$", 2)[0].equals(type.getName()))
            .flatMap(each -> each.getDirectDependenciesToSelf().stream())
            .map(Dependency::getOriginClass);
    Stream<JavaClass> bySignature =
        type.getPackage().getClasses().stream()
            .flatMap(each -> each.getCodeUnits().stream())
            .filter(each -> each.getAllInvolvedRawTypes().contains(type))
            .flatMap(each -> each.getCallsOfSelf().stream())
            .map(JavaAccess::getOriginOwner);
    return Stream.concat(byName, bySignature).map(JavaClass::getPackageName);
  }

  private static boolean readsTheWallClock(AccessTarget target) {
    String owner = target.getOwner().getName();
    String name = target.getName();
    return (owner.equals("java.time.Clock") && name.startsWith("system"))
        || (owner.startsWith("java.time.") && target.getFullName().endsWith(".now()"))
        || target.getFullName().equals("java.lang.System.currentTimeMillis()")
        || target.getFullName().equals("java.util.Date.<init>()");
  }
}
