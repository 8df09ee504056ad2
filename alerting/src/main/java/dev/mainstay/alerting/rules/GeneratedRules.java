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
import java.util.Optional;
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

  public GeneratedRules {
    groups = List.copyOf(groups);
    problems = List.copyOf(problems);
  }

  /**
   * What the tools are told on their command lines.
   *
   * @param period of Sloth's objectives: 30 or 28 days, or one that the texts have windows for
   * @param labels that Sloth adds to all rules
   * @param generic whether Pyrra's rules for its Grafana dashboards are made too
   */
  public record Options(Duration period, SortedMap<String, String> labels, boolean generic) {
    public static final Options DEFAULT = of(Duration.ofDays(30));

    public Options {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** Objectives of that length, and nothing else. */
    public static Options of(Duration period) {
      return new Options(period, new TreeMap<>(), false);
    }
  }

  /** Whether the text is of a specification rather than of rules. */
  public static boolean isSpecification(SourceText text) {
    return SPECIFICATION.matcher(text.text()).find() && !RULES.matcher(text.text()).find();
  }

  /** A text, and what is wrong with it. */
  private record Parsed(SourceText text, List<Section> documents, List<Problem> problems) {
    static Parsed of(SourceText text) {
      var problems = new ArrayList<Problem>();
      var documents = new ArrayList<Section>();
      for (Node node : Yaml.readAllForeign(text, problems::add)) {
        Section.of(node, "the document", problems::add).ifPresent(documents::add);
      }
      return new Parsed(text, documents, problems);
    }

    /** Takes the documents that are windows. */
    void windows(SlothCatalog catalog) {
      documents.removeIf(document -> {
        boolean found =
            document.text("kind").equals(SlothCatalog.KIND)
                && document.text("apiVersion").equals(SlothRules.KUBERNETES);
        if (found) {
          catalog.read(document, problems::add);
        }
        return found;
      });
    }
  }

  /** All texts' rules together. */
  public static GeneratedRules of(List<SourceText> texts, Options options, Dialect dialect) {
    var problems = new ArrayList<Problem>();
    var drafts = new ArrayList<DraftGroup>();
    Map<String, Place> names = new HashMap<>();
    var catalog = new SlothCatalog();
    List<Parsed> all = texts.stream().map(Parsed::of).toList();
    all.forEach(parsed -> parsed.windows(catalog));
    for (Parsed parsed : all) {
      int before = problems.size();
      problems.addAll(parsed.problems());
      List<DraftGroup> found = read(parsed, catalog, options, dialect, problems::add);
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
    return new GeneratedRules(
        groups, RuleFileText.of(drafts), problems.stream().distinct().toList());
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
      Parsed parsed,
      SlothCatalog catalog,
      Options options,
      Dialect dialect,
      Consumer<Problem> problems) {
    var queries = new WrittenQueries(new WrittenText(parsed.text()), dialect, problems);
    Optional<SlothWindows> windows = catalog.of(options.period());
    // Without any the specification is checked as if there were some.
    var sloth =
        new SlothRules(
            options, windows.orElseGet(() -> SlothWindows.of(options.period())), queries, problems);
    var pyrra = new PyrraRules(options, queries, problems);
    var groups = new ArrayList<DraftGroup>();
    for (Section document : parsed.documents()) {
      List<DraftGroup> found = document(document, sloth, pyrra, problems);
      if (isSloth(document) && windows.isEmpty()) {
        if (!catalog.isBroken()) {
          problems.accept(catalog.missing(options.period(), document.place()));
        }
      } else {
        groups.addAll(found);
      }
    }
    return groups;
  }

  private static boolean isSloth(Section document) {
    return document.text("version").equals(SlothRules.VERSION)
        || document.text("apiVersion").equals(SlothRules.KUBERNETES);
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
            "%s (expected: %s, a PrometheusServiceLevel or AlertWindows of %s or a ServiceLevelObjective of %s)"
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
