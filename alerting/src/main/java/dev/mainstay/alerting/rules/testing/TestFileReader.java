package dev.mainstay.alerting.rules.testing;

import dev.mainstay.alerting.rules.Section;
import dev.mainstay.alerting.rules.testing.TestFile.AlertTest;
import dev.mainstay.alerting.rules.testing.TestFile.ExpectedAlert;
import dev.mainstay.alerting.rules.testing.TestFile.ExpectedSample;
import dev.mainstay.alerting.rules.testing.TestFile.ExpressionTest;
import dev.mainstay.alerting.rules.testing.TestFile.Input;
import dev.mainstay.alerting.rules.testing.TestFile.Unit;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.design.yaml.WrittenExpressions;
import dev.mainstay.design.yaml.WrittenText;
import dev.mainstay.design.yaml.Yaml;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import dev.mainstay.telemetry.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads a test file. */
final class TestFileReader {
  private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

  private final SourceText source;
  private final WrittenText text;
  private final Dialect dialect;
  private final Consumer<Problem> problems;
  private final WrittenExpressions expressions;

  TestFileReader(SourceText source, Dialect dialect, Consumer<Problem> problems) {
    this.source = source;
    this.text = new WrittenText(source);
    this.dialect = dialect;
    this.problems = problems;
    this.expressions = new WrittenExpressions(text, dialect, problems);
  }

  /** Absent when it is no mapping; what is wrong is told. */
  Optional<TestFile> read() {
    return Yaml.readForeign(source, problems)
        .flatMap(node -> Section.of(node, "the file", problems))
        .map(this::file);
  }

  private TestFile file(Section section) {
    Duration interval = positive(section, "evaluation_interval", DEFAULT_INTERVAL);
    Map<String, Place> ruleFiles = new LinkedHashMap<>();
    scalars(section, "rule_files").forEach(each -> ruleFiles.put(each.text(), each.place()));
    var file =
        new TestFile(
            ruleFiles,
            interval,
            order(section),
            section.flag("fuzzy_compare").orElse(false),
            each(section, "tests", unit -> Optional.of(unit(unit, interval))));
    section.rest();
    return file;
  }

  private Duration positive(Section section, String key, Duration absent) {
    Duration given = section.duration(key).orElse(Duration.ZERO);
    return given.isPositive() ? given : absent;
  }

  private List<String> order(Section section) {
    var names = new ArrayList<String>();
    for (Node.Scalar name : scalars(section, "group_eval_order")) {
      if (names.contains(name.text())) {
        problems.accept(
            Problem.error(
                "MS-F002",
                "group " + name.kind() + " is there twice",
                name.place(),
                "keep it where it is to be evaluated"));
      }
      names.add(name.text());
    }
    return names;
  }

  private List<Node.Scalar> scalars(Section section, String key) {
    var scalars = new ArrayList<Node.Scalar>();
    for (Node node : section.list(key)) {
      if (node instanceof Node.Scalar scalar) {
        scalars.add(scalar);
      } else {
        problems.accept(
            Problem.error(
                "MS-F006", key + ": " + node.kind() + " (expected: texts)", node.place(), null));
      }
    }
    return scalars;
  }

  private <T> List<T> each(Section section, String key, Function<Section, Optional<T>> read) {
    return section.list(key).stream()
        .flatMap(node -> Section.of(node, key, problems).stream())
        .flatMap((Section item) -> {
          Optional<T> value = read.apply(item);
          item.rest();
          return value.stream();
        })
        .toList();
  }

  private Unit unit(Section section, Duration evaluationInterval) {
    return new Unit(
        section.text("name"),
        positive(section, "interval", evaluationInterval),
        each(section, "input_series", this::input),
        each(section, "alert_rule_test", this::alertTest),
        each(section, "promql_expr_test", this::expressionTest),
        texts(section.texts("external_labels")),
        section.text("external_url"));
  }

  private static SortedMap<String, String> texts(Map<String, Node.Entry> entries) {
    var texts = new TreeMap<String, String>();
    entries.forEach((name, entry) -> texts.put(name, ((Node.Scalar) entry.value()).text()));
    return texts;
  }

  private Optional<Input> input(Section section) {
    Optional<Node.Scalar> series = section.scalar("series");
    if (series.isEmpty()) {
      section.missing("series", "name{label=\"value\"}");
    }
    Optional<Node.Scalar> values = section.scalar("values");
    Optional<Labels> labels =
        series.flatMap(each -> told(each, text -> SeriesText.labels(text, dialect)));
    if (values.isEmpty()) {
      return labels.map(each -> new Input(each, List.of()));
    }
    Node.Scalar written = values.get();
    return told(written, SeriesText::values)
        .flatMap(list -> labels.map(each -> new Input(each, list)));
  }

  /** What a text means, or its problem told at its place. */
  private <T> Optional<T> told(Node.Scalar written, Function<String, T> meaning) {
    try {
      return Optional.of(meaning.apply(written.text()));
    } catch (SeriesText.BadText e) {
      problems.accept(
          Problem.error(
              "MS-F007",
              String.valueOf(e.getMessage()),
              text.place(written, e.offset(), e.length()),
              null));
      return Optional.empty();
    }
  }

  private Optional<AlertTest> alertTest(Section section) {
    Duration at = section.duration("eval_time").orElse(Duration.ZERO);
    String alert = section.text("alertname");
    if (alert.isEmpty()) {
      section.missing("alertname", "the alert's name");
    }
    List<ExpectedAlert> expected =
        each(section, "exp_alerts", item -> Optional.of(expectedAlert(item, alert)));
    return Optional.of(new AlertTest(at, alert, expected, section.place("alertname")));
  }

  private static ExpectedAlert expectedAlert(Section section, String alert) {
    var labels = new TreeMap<>(texts(section.texts("exp_labels")));
    labels.put("alertname", alert);
    Map<String, Node.Entry> annotations = section.texts("exp_annotations");
    Map<String, Place> places = new LinkedHashMap<>();
    annotations.forEach((name, entry) -> places.put(name, entry.key().place()));
    return new ExpectedAlert(new Labels(labels), texts(annotations), places, section.place());
  }

  private Optional<ExpressionTest> expressionTest(Section section) {
    Optional<Node.Scalar> expr = section.scalar("expr").filter(each -> !each.text().isEmpty());
    if (expr.isEmpty()) {
      section.missing("expr", "an expression");
    }
    Duration at = section.duration("eval_time").orElse(Duration.ZERO);
    List<ExpectedSample> expected = each(section, "exp_samples", this::expectedSample);
    return expr.flatMap(written ->
        expressions
            .parse(written)
            .map(parsed ->
                new ExpressionTest(parsed, written.text(), at, expected, written.place())));
  }

  private Optional<ExpectedSample> expectedSample(Section section) {
    Optional<Labels> labels =
        Stream.of(section.scalar("labels"))
            .map(each ->
                each.isEmpty()
                    ? Optional.of(new Labels(new TreeMap<>()))
                    : told(each.get(), text -> SeriesText.labels(text, dialect)))
            .findFirst()
            .orElseThrow();
    Optional<Node.Scalar> histogram = section.scalar("histogram");
    Optional<SeriesValue> value =
        histogram.isPresent() ? histogram(histogram.get()) : value(section);
    Place place = section.place(histogram.isPresent() ? "histogram" : "value");
    return labels.flatMap(each -> value.map(found -> new ExpectedSample(each, found, place)));
  }

  private Optional<SeriesValue> value(Section section) {
    Optional<Node.Scalar> written = section.scalar("value");
    if (written.isEmpty()) {
      return Optional.of(new SeriesValue(0));
    }
    try {
      return Optional.of(new SeriesValue(SeriesText.number(written.get().text())));
    } catch (NumberFormatException e) {
      problems.accept(Section.notOfItsForm("value", written.get(), "a number"));
      return Optional.empty();
    }
  }

  private Optional<SeriesValue> histogram(Node.Scalar written) {
    return told(
        written,
        text -> {
          var values = SeriesText.values(text);
          SeriesValue only = values.size() == 1 ? values.getFirst() : null;
          if (only == null || only.histogram() == null) {
            throw new SeriesText.BadText(
                0, text.length(), "histogram (expected: {{schema:0 count:1 …}})");
          }
          return only;
        });
  }
}
