package dev.mainstay.alerting.rules;

import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.LabelMatch;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What Pyrra makes of a {@code ServiceLevelObjective}. */
final class PyrraRules {
  static final String VERSION = "pyrra.dev/v1alpha1";

  private static final String CARRIED = "pyrra.dev/";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,12})?");
  private static final List<String> PACES =
      List.of("fastBurn", "mediumBurn", "slowBurn", "longTermBurn");

  private final GeneratedRules.Options options;
  private final WrittenQueries queries;
  private final Consumer<Problem> problems;

  PyrraRules(GeneratedRules.Options options, WrittenQueries queries, Consumer<Problem> problems) {
    this.options = options;
    this.queries = queries;
    this.problems = problems;
  }

  List<DraftGroup> read(Section document) {
    Optional<Section> metadata = document.section("metadata");
    Optional<Section> spec = document.section("spec");
    document.has("status");
    document.rest();
    String name = metadata.map(each -> each.text("name")).orElse("");
    if (name.isEmpty()) {
      metadata.orElse(document).missing("name", "the objective's name");
    }
    if (spec.isEmpty()) {
      document.missing("spec", "target, window and indicator");
      return List.of();
    }
    Optional<BigDecimal> target = target(spec.get());
    Optional<Duration> window = window(spec.get());
    Optional<PyrraIndicator> indicator = indicator(spec.get());
    PyrraObjective.Alerting alerting = alerting(spec.get());
    boolean rough = spec.get().flag("performanceOverAccuracy").orElse(false);
    String description = spec.get().text("description");
    boolean described =
        spec.get()
            .section("ruleOutput")
            .flatMap(output -> output.flag("enableDescriptionAsLabel"))
            .orElse(false);
    for (String key : List.of("partial_response_strategy", "rulenamespace")) {
      spec.get().has(key);
    }
    spec.get().rest();
    if (name.isEmpty() || target.isEmpty() || window.isEmpty() || indicator.isEmpty()) {
      return List.of();
    }
    var objective =
        new PyrraObjective(
            name,
            target.get().doubleValue() / 100,
            window.get(),
            indicator.get(),
            alerting,
            carried(metadata, "labels"),
            carried(metadata, "annotations"),
            rough,
            metadata.orElseThrow().place("name"));
    List<DraftGroup> groups = new ArrayList<>(objective.groups());
    if (options.generic()) {
      generic(objective, described ? description : "", metadata.orElseThrow())
          .ifPresent(groups::add);
    }
    return groups;
  }

  private Optional<DraftGroup> generic(
      PyrraObjective objective, String description, Section metadata) {
    if (!objective.indicator().grouping().isEmpty()) {
      problems.accept(
          new Problem(
              "MS-F008",
              Problem.Severity.WARNING,
              "%s: no generic rules, as it is grouped".formatted(objective.name()),
              metadata.place("name"),
              List.of(),
              null,
              "Pyrra makes none for objectives with a grouping",
              null));
      return Optional.empty();
    }
    return Optional.of(new PyrraGenericRules(objective, description).group());
  }

  /** What a prefix marks to be carried into the rules. */
  private static Map<String, String> carried(Optional<Section> metadata, String key) {
    Map<String, String> carried = new TreeMap<>();
    metadata
        .map(each -> each.texts(key))
        .orElse(Map.of())
        .forEach((name, entry) -> {
          if (name.startsWith(CARRIED)) {
            carried.put(name.substring(CARRIED.length()), ((Node.Scalar) entry.value()).text());
          }
        });
    return carried;
  }

  private Optional<BigDecimal> target(Section spec) {
    Optional<Node.Scalar> written = spec.scalar("target");
    if (written.isEmpty()) {
      spec.missing("target", "a percentage such as \"99.9\"");
      return Optional.empty();
    }
    Optional<BigDecimal> target =
        written
            .filter(each -> NUMBER.matcher(each.text()).matches())
            .map(each -> new BigDecimal(each.text()))
            .filter(each -> each.signum() > 0 && each.compareTo(BigDecimal.valueOf(100)) <= 0);
    if (target.isEmpty()) {
      problems.accept(
          Section.notOfItsForm("target", written.get(), "a percentage above 0, at most 100"));
    }
    return target;
  }

  private Optional<Duration> window(Section spec) {
    if (!spec.has("window")) {
      spec.missing("window", "a length such as 4w");
      return Optional.empty();
    }
    Optional<Duration> window = spec.duration("window");
    if (window.isPresent() && window.get().compareTo(PyrraObjective.SHORTEST) < 0) {
      problems.accept(
          Problem.error(
              "MS-F007",
              "window: %s (expected: %s or more)"
                  .formatted(spec.text("window"), RuleFileText.length(PyrraObjective.SHORTEST)),
              spec.place("window"),
              "Pyrra's shortest window is a fraction of it, rounded to minutes"));
      return Optional.empty();
    }
    return window;
  }

  private PyrraObjective.Alerting alerting(Section spec) {
    Optional<Section> section = spec.section("alerting");
    if (section.isEmpty()) {
      return PyrraObjective.Alerting.DEFAULT;
    }
    Section alerting = section.get();
    boolean off = alerting.flag("disabled").orElse(false);
    boolean burning = alerting.flag("burnrates").orElse(true) && !off;
    boolean absent = alerting.flag("absent").orElse(true);
    String name = alerting.text("name");
    String absentName = alerting.text("absentName");
    Map<String, String> severities = new TreeMap<>();
    alerting
        .section("severities")
        .ifPresent(each -> {
          for (String key : PACES) {
            severities.put(key, each.text(key));
          }
          severities.put("absent", each.text("absent"));
          each.rest();
        });
    alerting.rest();
    severities.values().removeIf(String::isEmpty);
    return new PyrraObjective.Alerting(
        burning,
        absent,
        name.isEmpty() ? "ErrorBudgetBurn" : name,
        absentName.isEmpty() ? "SLOMetricAbsent" : absentName,
        PACES.stream().map(key -> severities.getOrDefault(key, "")).toList(),
        severities.getOrDefault("absent", "critical"));
  }

  private Optional<PyrraIndicator> indicator(Section spec) {
    Optional<Section> section = spec.section("indicator");
    if (section.isEmpty()) {
      spec.missing("indicator", "ratio, latency, latencyNative or bool_gauge");
      return Optional.empty();
    }
    Section indicator = section.get();
    Optional<Section> ratio = indicator.section("ratio");
    Optional<Section> latency = indicator.section("latency");
    Optional<Section> nativeLatency = indicator.section("latencyNative");
    Optional<Section> gauge = indicator.section("bool_gauge");
    indicator.rest();
    long given =
        List.of(ratio, latency, nativeLatency, gauge).stream().filter(Optional::isPresent).count();
    if (given != 1) {
      problems.accept(
          Problem.error(
              "MS-F008",
              "indicator: %s (expected: ratio, latency, latencyNative or bool_gauge)"
                  .formatted(given == 0 ? "none" : given + " of them"),
              spec.keyPlace("indicator"),
              "write one of them"));
      return Optional.empty();
    }
    return ratio
        .flatMap(this::ratio)
        .or(() -> latency.flatMap(this::latency))
        .or(() -> nativeLatency.flatMap(this::nativeLatency))
        .or(() -> gauge.flatMap(this::gauge));
  }

  private Optional<PyrraIndicator> ratio(Section ratio) {
    if (ratio.has("success")) {
      problems.accept(
          Problem.error(
              "MS-F007",
              "ratio: success is not known here (expected: errors and total)",
              ratio.keyPlace("success"),
              "count the errors"));
      return Optional.empty();
    }
    Optional<Expr.VectorSelector> errors = metric(ratio, "errors");
    Optional<Expr.VectorSelector> total = metric(ratio, "total");
    List<String> grouping = grouping(ratio);
    ratio.rest();
    return errors.flatMap(bad -> total.map(all -> new PyrraIndicator.Ratio(bad, all, grouping)));
  }

  private Optional<PyrraIndicator> latency(Section latency) {
    Optional<Expr.VectorSelector> success = metric(latency, "success");
    Optional<Expr.VectorSelector> total = metric(latency, "total");
    List<String> grouping = grouping(latency);
    latency.rest();
    Optional<String> bound =
        success.flatMap(each ->
            each.matchers().stream()
                .filter(matcher -> matcher.name().equals("le"))
                .map(LabelMatch::value)
                .findFirst());
    if (success.isPresent() && bound.isEmpty()) {
      problems.accept(
          Problem.error(
              "MS-F007",
              "latency: success without le (expected: a bucket such as le=\"0.5\")",
              latency.place("success"),
              "choose the bucket of requests that are fast enough"));
      return Optional.empty();
    }
    return success.flatMap(good ->
        total.map(all -> new PyrraIndicator.Latency(good, all, bound.orElseThrow(), grouping)));
  }

  private Optional<PyrraIndicator> nativeLatency(Section latency) {
    Optional<Expr.VectorSelector> total = metric(latency, "total");
    Optional<Duration> limit = latency.duration("latency").filter(Duration::isPositive);
    if (limit.isEmpty()) {
      latency.missing("latency", "a length above 0 such as 500ms");
    }
    List<String> grouping = grouping(latency);
    latency.rest();
    return total.flatMap(
        all -> limit.map(each -> new PyrraIndicator.NativeLatency(all, each, grouping)));
  }

  private Optional<PyrraIndicator> gauge(Section gauge) {
    Optional<Expr.VectorSelector> metric = queries.selector(gauge, "metric");
    List<String> grouping = grouping(gauge);
    gauge.rest();
    return metric.map(each -> new PyrraIndicator.BoolGauge(each, grouping));
  }

  private Optional<Expr.VectorSelector> metric(Section section, String key) {
    Optional<Section> inner = section.section(key);
    if (inner.isEmpty()) {
      section.missing(key, "a metric");
      return Optional.empty();
    }
    Optional<Expr.VectorSelector> selector = queries.selector(inner.get(), "metric");
    inner.get().rest();
    return selector;
  }

  private List<String> grouping(Section section) {
    var labels = new TreeSet<String>();
    for (Node node : section.list("grouping")) {
      if (node instanceof Node.Scalar label && !label.text().isEmpty()) {
        labels.add(label.text());
      } else {
        problems.accept(
            Problem.error(
                "MS-F006",
                "grouping: %s (expected: a label's name)".formatted(node.kind()),
                node.place(),
                null));
      }
    }
    return List.copyOf(labels);
  }
}
