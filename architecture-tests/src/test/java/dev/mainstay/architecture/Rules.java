package dev.mainstay.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The rules, each for the modules below a root package: {@code dev.mainstay} itself, or a set of
 * classes that break them.
 */
final class Rules {
  /** Who may know whom; a module not named may know nobody. */
  static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          entry("kernel", Set.of()),
          entry("toolkit", Set.of()),
          entry("testkit", Set.of("kernel")),
          entry("promql", Set.of()),
          entry("design", Set.of("kernel", "promql")),
          entry("telemetry", Set.of("kernel", "design", "promql")),
          entry("objectives", Set.of("kernel", "promql", "design", "telemetry")),
          entry("alerting", Set.of("kernel", "promql", "design", "telemetry", "objectives")),
          entry("response", Set.of("kernel", "design", "alerting", "objectives")),
          entry("delivery", Set.of("kernel", "design", "telemetry", "objectives")),
          entry(
              "store",
              Set.of("kernel", "telemetry", "objectives", "alerting", "response", "delivery")),
          entry(
              "integrations",
              Set.of(
                  "kernel",
                  "design",
                  "telemetry",
                  "objectives",
                  "alerting",
                  "response",
                  "delivery")),
          entry(
              "server",
              Set.of(
                  "kernel",
                  "promql",
                  "design",
                  "telemetry",
                  "objectives",
                  "alerting",
                  "response",
                  "delivery",
                  "store",
                  "integrations")),
          entry("cli", Set.of("kernel", "promql", "design", "alerting", "server")));

  /** What embeds Mainstay's own code elsewhere, and has no kernel to take its time from. */
  private static final Set<String> WITHOUT_KERNEL = Set.of("toolkit", "examples");

  private static final Map<String, Set<String>> CLOCKS =
      Map.of(
          "java.time.Instant", Set.of("now"),
          "java.time.LocalDate", Set.of("now"),
          "java.time.LocalDateTime", Set.of("now"),
          "java.time.ZonedDateTime", Set.of("now"),
          "java.time.OffsetDateTime", Set.of("now"),
          "java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system"),
          "java.lang.System", Set.of("currentTimeMillis", "nanoTime"),
          "java.lang.Thread", Set.of("sleep"));

  private final String root;

  Rules(String root) {
    this.root = root;
  }

  ArchRule modulesKnowOnlyThoseBelow() {
    return classes()
        .that(areOfAModule())
        .should(
            dependOnlyWhere(
                "depend only on modules that theirs may know",
                (own, other) ->
                    own.equals(other) || MAY_KNOW.getOrDefault(own, Set.of()).contains(other)));
  }

  ArchRule internalsArePrivate() {
    return classes()
        .that(areOfAModule())
        .should(
            new ArchCondition<JavaClass>("leave the internal packages of other modules alone") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                  JavaClass target = dependency.getTargetClass();
                  if (isOfAModule(target)
                      && target.getPackageName().contains(".internal")
                      && !module(target).equals(module(type))) {
                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                  }
                }
              }
            });
  }

  ArchRule modulesHaveNoCycles() {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles();
  }

  ArchRule timeIsInjected() {
    return noClasses()
        .that(areOfAModule())
        .and(
            new DescribedPredicate<>("have a kernel to take time from") {
              @Override
              public boolean test(JavaClass type) {
                return !module(type).equals("kernel") && !WITHOUT_KERNEL.contains(module(type));
              }
            })
        .should(
            access(
                "read a clock or sleep",
                (owner, name) -> CLOCKS.getOrDefault(owner, Set.of()).contains(name)));
  }

  /** The toolkit's JSON log goes to its service's standard output. */
  ArchRule onlyTheCommandLinePrints() {
    return noClasses()
        .that(areOfAModule())
        .and()
        .resideOutsideOfPackages(root + ".cli..", root + ".toolkit..", root + ".examples..")
        .should(
            access(
                "print",
                (owner, name) ->
                    owner.equals("java.lang.System") && Set.of("out", "err").contains(name)));
  }

  ArchRule onlyTheStoreKnowsADatabase() {
    return noClasses()
        .that(areOfAModule())
        .and()
        .resideOutsideOfPackages(root + ".store..", root + ".examples..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..", "com.zaxxer..");
  }

  ArchRule theKernelIsPlain() {
    return classes()
        .that()
        .resideInAPackage(root + ".kernel..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "org.slf4j..", root + ".kernel..");
  }

  ArchRule featuresAreFreeOfJsonAnnotations() {
    return noClasses()
        .that(areOfAModule())
        .and()
        .resideInAnyPackage(
            root + ".kernel..",
            root + ".design..",
            root + ".telemetry..",
            root + ".objectives..",
            root + ".alerting..",
            root + ".response..",
            root + ".delivery..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson.annotation..");
  }

  private DescribedPredicate<JavaClass> areOfAModule() {
    return new DescribedPredicate<>("are of a module below " + root) {
      @Override
      public boolean test(JavaClass type) {
        return isOfAModule(type);
      }
    };
  }

  private boolean isOfAModule(JavaClass type) {
    return type.getPackageName().startsWith(root + ".");
  }

  private String module(JavaClass type) {
    String rest = type.getPackageName().substring(root.length() + 1);
    int end = rest.indexOf('.');
    return end < 0 ? rest : rest.substring(0, end);
  }

  private ArchCondition<JavaClass> dependOnlyWhere(
      String description, BiPredicate<String, String> allowed) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass();
          if (isOfAModule(target) && !allowed.test(module(type), module(target))) {
            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
          }
        }
      }
    };
  }

  /** Calls, references to methods and reads of fields, by owner and name. */
  private static ArchCondition<JavaClass> access(
      String description, BiPredicate<String, String> wanted) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
          if (wanted.test(access.getTargetOwner().getFullName(), access.getTarget().getName())) {
            events.add(SimpleConditionEvent.satisfied(type, access.getDescription()));
          }
        }
      }
    };
  }
}
