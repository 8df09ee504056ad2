package dev.mainstay.alerting.rules;

import dev.mainstay.design.SourceText;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.design.yaml.WrittenText;
import dev.mainstay.design.yaml.Yaml;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The rules that Sloth and Pyrra make of their specifications: the same groups, series and alerts,
 * so that dashboards and alerts built on them go on.
 *
 * @param groups those without an error
 * @param text a Prometheus rule file of all groups
 * @param problems in the order of the files
 */
public record GeneratedRules(List<RuleGroup> groups, String text, List<Problem> problems) {
  /** What a file of rules begins with, and no specification. */
  private static final Pattern RULES = Pattern.compile("(?m)^groups:");

  private static final Pattern SPECIFICATION =
      Pattern.compile(
          "(?m)^(?:version: *[\"']?prometheus/v1|apiVersion:"
              + " *[\"']?(?:sloth\\.slok|pyrra)\\.dev/)");

  /** Of Sloth's objectives, as far as it has windows for them. */
  public static final List<Duration> PERIODS = List.of(Duration.ofDays(28), Duration.ofDays(30));

  public GeneratedRules {
    groups = List.copyOf(groups);
    problems = List.copyOf(problems);
  }

  /**
   * What the tools are told on their command lines.
   *
   * @param period of Sloth's objectives: 30 or 28 days
   * @param labels that Sloth adds to all rules
   * @param generic whether Pyrra's rules for its Grafana dashboards are made too
   */
  public record Options(Duration period, SortedMap<String, String> labels, boolean generic) {
    public static final Options DEFAULT = new Options(Duration.ofDays(30), new TreeMap<>(), false);

    public Options {
      if (!PERIODS.contains(period)) {
        throw new IllegalArgumentException("period: " + period + " (expected: 28 or 30 days)");
      }
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
  }

  /** Whether the text is of a specification rather than of rules. */
  public static boolean isSpecification(SourceText text) {
    return SPECIFICATION.matcher(text.text()).find() && !RULES.matcher(text.text()).find();
  }

  /** All texts' rules together. */
  public static GeneratedRules of(List<SourceText> texts, Options options, Dialect dialect) {
    var problems = new ArrayList<Problem>();
    var drafts = new ArrayList<DraftGroup>();
    Map<String, Place> names = new HashMap<>();
    for (SourceText text : texts) {
      int before = problems.size();
      List<DraftGroup> found = read(text, options, dialect, problems::add);
      for (DraftGroup group : found) {
        Place first = names.putIfAbsent(group.name(), group.place());
        if (first != null && problems.size() == before) {
          problems.add(twice(group, first));
        }
      }
      drafts.addAll(found);
    }
    var groups = new ArrayList<RuleGroup>();
    for (DraftGroup draft : drafts) {
      int before = problems.size();
      RuleGroup group = draft.group(dialect, problems::add);
      if (problems.size() == before) {
        groups.add(group);
      }
    }
    return new GeneratedRules(groups, RuleFileText.of(drafts), problems);
  }

  private static Problem twice(DraftGroup group, Place first) {
    return new Problem(
        "MS-F002",
        Problem.Severity.ERROR,
        "group '%s' is made twice".formatted(group.name()),
        group.place(),
        List.of(new Problem.Related(first, "first asked for here")),
        null,
        "both would record the same series",
        "give one of the objectives another name");
  }

  private static List<DraftGroup> read(
      SourceText text, Options options, Dialect dialect, Consumer<Problem> problems) {
    var written = new WrittenText(text);
    var sloth = new SlothRules(options, new WrittenQueries(written, dialect, problems), problems);
    var pyrra = new PyrraRules(options, new WrittenQueries(written, dialect, problems), problems);
    var groups = new ArrayList<DraftGroup>();
    for (Node node : Yaml.readAllForeign(text, problems)) {
      Section.of(node, "the document", problems)
          .ifPresent(document -> groups.addAll(document(document, sloth, pyrra, problems)));
    }
    return groups;
  }

  private static List<DraftGroup> document(
      Section document, SlothRules sloth, PyrraRules pyrra, Consumer<Problem> problems) {
    String kind = document.text("kind");
    String version = document.text("apiVersion");
    if (document.text("version").equals(SlothRules.VERSION)) {
      return sloth.read(document, false);
    }
    if (version.equals(SlothRules.KUBERNETES) && kind.equals("PrometheusServiceLevel")) {
      return sloth.resource(document);
    }
    if (version.equals(PyrraRules.VERSION) && kind.equals("ServiceLevelObjective")) {
      return pyrra.read(document);
    }
    String found = (version + " " + kind).strip();
    problems.accept(
        Problem.error(
            "MS-F007",
            "%s (expected: %s, a PrometheusServiceLevel of %s or a ServiceLevelObjective of %s)"
                .formatted(
                    found.isEmpty() ? "a document of no known form" : found,
                    SlothRules.VERSION,
                    SlothRules.KUBERNETES,
                    PyrraRules.VERSION),
            document.place(),
            "leave it out of this file"));
    return List.of();
  }
}
