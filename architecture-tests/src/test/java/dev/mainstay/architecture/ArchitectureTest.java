package dev.mainstay.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.mainstay");
  private static final JavaClasses BROKEN =
      new ClassFileImporter().importPackages("dev.mainstay.architecture.broken");

  @TestFactory
  Stream<DynamicTest> theProductKeepsTheRules() {
    return rules(new Rules("dev.mainstay")).entrySet().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(PRODUCT)));
  }

  @TestFactory
  Stream<DynamicTest> theBrokenHouseBreaksEveryRule() {
    return rules(new Rules("dev.mainstay.architecture.broken")).entrySet().stream()
        .map(rule ->
            DynamicTest.dynamicTest(
                rule.getKey(),
                () -> {
                  EvaluationResult result = rule.getValue().evaluate(BROKEN);
                  assertThat(result.hasViolation()).isTrue();
                }));
  }

  @Test
  void bothCallsAndReferencesAreFound() {
    var details =
        new Rules("dev.mainstay.architecture.broken")
            .timeIsInjected()
            .evaluate(BROKEN)
            .getFailureReport()
            .getDetails();

    assertThat(details)
        .anyMatch(line -> line.contains("Instant.now"))
        .anyMatch(line -> line.contains("System.nanoTime"))
        .anyMatch(line -> line.contains("Thread.sleep"))
        .noneMatch(line -> line.contains("broken.kernel"));
  }

  @Test
  void theProductIsAllHere() {
    for (String module : Rules.MAY_KNOW.keySet()) {
      assertThat(PRODUCT)
          .as("classes of %s", module)
          .anyMatch(type -> type.getPackageName().startsWith("dev.mainstay." + module));
    }
  }

  private static Map<String, ArchRule> rules(Rules rules) {
    return new TreeMap<>(
        Map.of(
            "modules know only those below", rules.modulesKnowOnlyThoseBelow(),
            "internals are private", rules.internalsArePrivate(),
            "modules have no cycles", rules.modulesHaveNoCycles(),
            "time is injected", rules.timeIsInjected(),
            "only the command line prints", rules.onlyTheCommandLinePrints(),
            "only the store knows a database", rules.onlyTheStoreKnowsADatabase(),
            "the kernel is plain", rules.theKernelIsPlain(),
            "features are free of JSON annotations", rules.featuresAreFreeOfJsonAnnotations()));
  }
}
