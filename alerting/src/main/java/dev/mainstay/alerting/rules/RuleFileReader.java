package dev.mainstay.alerting.rules;

import dev.mainstay.alerting.rules.template.Template;
import dev.mainstay.alerting.rules.template.TemplateException;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.design.yaml.WrittenExpressions;
import dev.mainstay.design.yaml.WrittenText;
import dev.mainstay.design.yaml.Yaml;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Expr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads one rule file. */
final class RuleFileReader {
  private static final Duration NONE = Duration.ZERO;

  private final SourceText source;
  private final WrittenText text;
  private final List<Problem> problems = new ArrayList<>();
  private final RuleNames names;
  private final WrittenExpressions expressions;
  private final Map<String, Place> identities = new HashMap<>();

  RuleFileReader(SourceText source, Dialect dialect) {
    this.source = source;
    this.text = new WrittenText(source);
    this.names = new RuleNames(dialect, problems::add);
    this.expressions = new WrittenExpressions(text, dialect, problems::add);
  }

  /** Everything wrong with the file, in the order of places. */
  List<Problem> problems() {
    return problems.stream()
        .sorted(
            Comparator.comparing(
                Problem::place,
                Comparator.nullsFirst(
                    Comparator.comparingInt(Place::line).thenComparingInt(Place::column))))
        .toList();
  }

  /** The groups that have no errors. */
  List<RuleGroup> read() {
    Optional<Section> file =
        Yaml.readForeign(source, problems::add)
            .flatMap(node -> Section.of(node, "the file", problems::add));
    if (file.isEmpty()) {
      return List.of();
    }
    var groups = new ArrayList<RuleGroup>();
    Map<String, Place> seen = new HashMap<>();
    for (Node node : file.get().list("groups")) {
      long before = errors();
      Optional<RuleGroup> group =
          Section.of(node, "group", problems::add).map(section -> group(section, seen));
      if (errors() == before) {
        group.ifPresent(groups::add);
      }
    }
    file.get().rest();
    return groups;
  }

  private long errors() {
    return problems.stream().filter(Problem::isError).count();
  }

  private RuleGroup group(Section section, Map<String, Place> seen) {
    String name = section.text("name");
    Place place = section.place("name");
    if (name.isEmpty()) {
      section.missing("name", "the group's name");
    } else {
      Place first = seen.putIfAbsent(name, place);
      if (first != null) {
        problems.add(
            twice(
                "MS-F002",
                Problem.Severity.ERROR,
                "group '" + name + "' is there twice in this file",
                place,
                first,
                "give one of them another name"));
      }
    }
    Duration interval = section.duration("interval").filter(Duration::isPositive).orElse(null);
    Duration offset = section.duration("query_offset").orElse(null);
    int limit = section.integer("limit").map(each -> (int) Math.clamp(each, 0, 1 << 30)).orElse(0);
    Map<String, Node.Entry> labels = section.texts("labels");
    var rules = new ArrayList<Rule>();
    for (Node node : section.list("rules")) {
      Section.of(node, "rule", problems::add)
          .flatMap(rule -> rule(rule, labels))
          .ifPresent(rules::add);
    }
    section.rest();
    return new RuleGroup(source.file(), name, interval, limit, offset, rules, place);
  }

  private Optional<Rule> rule(Section section, Map<String, Node.Entry> ofGroup) {
    Optional<Node.Scalar> record = section.scalar("record").filter(each -> !each.text().isEmpty());
    Optional<Node.Scalar> alert = section.scalar("alert").filter(each -> !each.text().isEmpty());
    Optional<Expr> expr = expression(section);
    String query = section.text("expr");
    Optional<Duration> pendingFor = section.duration("for");
    Optional<Duration> keepFiringFor = section.duration("keep_firing_for");
    Map<String, Node.Entry> labels = new LinkedHashMap<>(ofGroup);
    labels.putAll(section.texts("labels"));
    Map<String, Node.Entry> annotations = section.texts("annotations");
    section.rest();
    if (record.isPresent() == alert.isPresent()) {
      problems.add(
          Problem.error(
              "MS-F008",
              record.isPresent()
                  ? "a rule with record and alert (expected: one of them)"
                  : "a rule without record or alert (expected: one of them)",
              record.isPresent() ? section.keyPlace("alert") : section.place(),
              record.isPresent() ? "write two rules" : "name what it records, or the alert"));
      return Optional.empty();
    }
    Optional<Rule> rule =
        record.isPresent()
            ? recording(section, record.get(), query, expr, labels)
            : alerting(
                alert.orElseThrow(),
                query,
                expr,
                pendingFor.orElse(NONE),
                keepFiringFor.orElse(NONE),
                labels,
                annotations);
    rule.ifPresent(this::checkTwice);
    return rule;
  }

  private void checkTwice(Rule rule) {
    Place first = identities.putIfAbsent(rule.identity(), rule.place());
    if (first != null) {
      problems.add(
          twice(
              "MS-F017",
              Problem.Severity.WARNING,
              "%s '%s' is there twice with the same labels"
                  .formatted(rule instanceof RecordingRule ? "record" : "alert", rule.name()),
              rule.place(),
              first,
              "remove one, or give it a label of its own"));
    }
  }

  private static Problem twice(
      String code,
      Problem.Severity severity,
      String message,
      Place place,
      Place first,
      String fix) {
    return new Problem(
        code,
        severity,
        message,
        place,
        List.of(new Problem.Related(first, "first written here")),
        null,
        null,
        fix);
  }

  private Optional<Expr> expression(Section section) {
    Optional<Node.Scalar> written = section.scalar("expr").filter(each -> !each.text().isEmpty());
    if (written.isEmpty()) {
      section.missing("expr", "an expression");
      return Optional.empty();
    }
    return expressions.parse(written.get());
  }

  private Optional<Rule> recording(
      Section section,
      Node.Scalar record,
      String query,
      Optional<Expr> expr,
      Map<String, Node.Entry> labels) {
    names.checkRecord(record);
    names.checkLabels(labels, false);
    for (String key : List.of("for", "keep_firing_for", "annotations")) {
      if (section.has(key) && !isZero(section, key)) {
        problems.add(
            Problem.error(
                "MS-F008",
                key + ": not for a recording rule",
                section.keyPlace(key),
                "remove it, or make the rule an alert"));
      }
    }
    var texts = new TreeMap<String, String>();
    labels.forEach((name, entry) -> texts.put(name, ((Node.Scalar) entry.value()).text()));
    return expr.map(each -> new RecordingRule(record.text(), query, each, texts, record.place()));
  }

  /** A length of nothing changes nothing; Prometheus lets it pass. */
  private static boolean isZero(Section section, String key) {
    return !key.equals("annotations") && NONE.equals(Section.parseDuration(section.text(key)));
  }

  private Optional<Rule> alerting(
      Node.Scalar alert,
      String query,
      Optional<Expr> expr,
      Duration pendingFor,
      Duration keepFiringFor,
      Map<String, Node.Entry> labels,
      Map<String, Node.Entry> annotations) {
    names.checkLabels(labels, true);
    names.checkAnnotations(annotations);
    SortedMap<String, Template> labelTexts = templates(labels);
    SortedMap<String, Template> annotationTexts = templates(annotations);
    return expr.map(each ->
        new AlertingRule(
            alert.text(),
            query,
            each,
            pendingFor,
            keepFiringFor,
            labelTexts,
            annotationTexts,
            alert.place()));
  }

  private SortedMap<String, Template> templates(Map<String, Node.Entry> entries) {
    var templates = new TreeMap<String, Template>();
    entries.forEach((name, entry) -> {
      Node.Scalar written = (Node.Scalar) entry.value();
      try {
        templates.put(name, Template.parse(written.text()));
      } catch (TemplateException e) {
        problems.add(
            Problem.error(
                "MS-F015", name + ": " + e.getMessage(), text.place(written, e.offset(), 1), null));
      }
    });
    return templates;
  }
}
