package dev.mainstay.alerting.rules;

import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import java.util.ArrayList;
import java.util.List;

/**
 * What rule files say.
 *
 * @param groups of all files; those with errors are left out
 * @param problems in the order of their places
 * @param texts that were read
 */
public record RuleFiles(List<RuleGroup> groups, List<Problem> problems, List<SourceText> texts) {
  public RuleFiles {
    groups = List.copyOf(groups);
    problems = List.copyOf(problems);
    texts = List.copyOf(texts);
  }

  /**
   * Reads all files, whatever is wrong with some. Specifications of Sloth and Pyrra are read as the
   * rules that these tools make of them.
   */
  public static RuleFiles read(List<SourceText> texts, Dialect dialect) {
    return read(texts, dialect, GeneratedRules.Options.DEFAULT);
  }

  /**
   * As {@link #read(List, Dialect)}.
   *
   * @param options what the tools are told on their command lines
   */
  public static RuleFiles read(
      List<SourceText> texts, Dialect dialect, GeneratedRules.Options options) {
    var groups = new ArrayList<RuleGroup>();
    var problems = new ArrayList<Problem>();
    var specifications = new ArrayList<SourceText>();
    for (SourceText text : texts) {
      if (GeneratedRules.isSpecification(text)) {
        specifications.add(text);
        continue;
      }
      var reader = new RuleFileReader(text, dialect);
      groups.addAll(reader.read());
      problems.addAll(reader.problems());
    }
    var generated = GeneratedRules.of(specifications, options, dialect);
    groups.addAll(generated.groups());
    problems.addAll(generated.problems());
    return new RuleFiles(groups, problems, texts);
  }

  public boolean hasErrors() {
    return problems.stream().anyMatch(Problem::isError);
  }
}
