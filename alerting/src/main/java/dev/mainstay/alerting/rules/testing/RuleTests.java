package dev.mainstay.alerting.rules.testing;

import dev.mainstay.alerting.rules.GeneratedRules;
import dev.mainstay.alerting.rules.RuleFiles;
import dev.mainstay.alerting.rules.RuleGroup;
import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What came of a file of unit tests.
 *
 * @param problems of the files' form, or what does not hold
 * @param texts of the test file and its rule files
 * @param tests that were run
 * @param failed how many of them
 */
public record RuleTests(List<Problem> problems, List<SourceText> texts, int tests, int failed) {
  public RuleTests {
    problems = List.copyOf(problems);
    texts = List.copyOf(texts);
  }

  /** Finds the rule files that a pattern names, relative to the test file; tells what is wrong. */
  public interface Files extends BiFunction<String, SourceText, List<SourceText>> {}

  /** Whether nothing could be run. */
  public boolean isUnreadable() {
    return tests == 0 && problems.stream().anyMatch(Problem::isError);
  }

  /** Runs all tests of a file, unless it or a rule file has errors. */
  public static RuleTests run(SourceText source, Files files, Dialect dialect) {
    return run(source, files, dialect, GeneratedRules.Options.DEFAULT);
  }

  /**
   * As {@link #run(SourceText, Files, Dialect)}.
   *
   * @param options of specifications among the rule files
   */
  public static RuleTests run(
      SourceText source, Files files, Dialect dialect, GeneratedRules.Options options) {
    var problems = new ArrayList<Problem>();
    var texts = new ArrayList<SourceText>(List.of(source));
    var read = new TestFileReader(source, dialect, problems::add).read();
    if (read.isEmpty()) {
      return new RuleTests(problems, texts, 0, 0);
    }
    TestFile file = read.get();
    file.ruleFiles()
        .forEach((pattern, place) -> {
          List<SourceText> found = files.apply(pattern, source);
          if (found.isEmpty()) {
            problems.add(noFile(pattern, place));
          }
          texts.addAll(found);
        });
    RuleFiles rules = RuleFiles.read(texts.subList(1, texts.size()), dialect, options);
    rules.problems().stream().filter(Problem::isError).forEach(problems::add);
    if (problems.stream().anyMatch(Problem::isError)) {
      return new RuleTests(problems, texts, 0, 0);
    }
    List<RuleGroup> groups = ordered(rules.groups(), file.groupOrder());
    int failed = 0;
    for (TestFile.Unit unit : file.units()) {
      List<Problem> found = new UnitRun(file, unit, groups, dialect).run();
      failed += found.isEmpty() ? 0 : 1;
      problems.addAll(found);
    }
    return new RuleTests(problems, texts, file.units().size(), failed);
  }

  private static Problem noFile(String pattern, Place place) {
    return Problem.error(
        "MS-F009",
        "rule file '" + pattern + "': no such file",
        place,
        "it is looked for beside this file");
  }

  private static List<RuleGroup> ordered(List<RuleGroup> groups, List<String> first) {
    var ordered = new ArrayList<RuleGroup>();
    for (String name : first) {
      groups.stream().filter(group -> group.name().equals(name)).forEach(ordered::add);
    }
    groups.stream().filter(group -> !first.contains(group.name())).forEach(ordered::add);
    return ordered;
  }
}
