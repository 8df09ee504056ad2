package dev.mainstay.design.internal.read;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Observability;
import dev.mainstay.design.Observability.Dashboard;
import dev.mainstay.design.Observability.Journey;
import dev.mainstay.design.Observability.Logs;
import dev.mainstay.design.Observability.Metric;
import dev.mainstay.design.Observability.Range;
import dev.mainstay.design.Observability.Traces;
import dev.mainstay.design.Observability.Traces.Decision;
import dev.mainstay.design.Observability.Traces.Propagation;
import dev.mainstay.design.Retention.Level;
import dev.mainstay.design.Service.Criticality;
import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Nearest;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The section {@code observability}. */
final class ObservabilityReader {
  private static final Pattern METRIC_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]{0,199}");
  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,99}");
  private static final Pattern STEP = Pattern.compile("[A-Z]{1,20} /\\S*");
  private static final Percentage ALL = Percentage.of("100");

  static final Form<String> METRIC =
      pattern("the name of a metric, such as orders_total", METRIC_NAME);
  private static final Form<String> LABEL = pattern("the name of a label", LABEL_NAME);
  private static final Form<String> REQUEST = pattern("a request, such as `GET /orders`", STEP);
  private static final Form<Propagation> PROPAGATION =
      Forms.of(
              "w3c, b3 or jaeger",
              text ->
                  switch (text) {
                    case "w3c" -> Optional.of(Propagation.W3C);
                    case "b3" -> Optional.of(Propagation.B3);
                    case "jaeger" -> Optional.of(Propagation.JAEGER);
                    default -> Optional.empty();
                  },
              text -> Nearest.of(text.toLowerCase(Locale.ROOT), List.of("w3c", "b3", "jaeger")))
          .spelt(Spelling.words(List.of("w3c", "b3", "jaeger")));

  private ObservabilityReader() {}

  static Observability read(Section service, Criticality criticality) {
    Optional<Section> section = service.optionalSection("observability");
    if (section.isEmpty()) {
      return Observability.NONE;
    }
    Section in = section.get();
    var observability =
        new Observability(
            metrics(in),
            in.optionalSection("logs").map(ObservabilityReader::logs).orElse(null),
            in.optionalSection("traces").map(ObservabilityReader::traces).orElse(null),
            dashboards(in),
            journeys(in),
            RetentionReader.read(in));
    in.end();
    return observability;
  }

  private static List<Metric> metrics(Section observability) {
    List<Metric> metrics = new ArrayList<>();
    for (Section.Member member : observability.members("metrics", METRIC)) {
      Section section = member.section();
      metrics.add(
          new Metric(
              member.name(),
              section.required("type", Forms.word(Metric.Type.class), Metric.Type.GAUGE),
              section.or("kind", Forms.word(Metric.Kind.class), Metric.Kind.SYSTEM),
              section.values("labels", LABEL).orElse(List.of()),
              section.value("series", Forms.count(1, 100_000_000)).orElse(null),
              range(section, "range"),
              range(section, "normal"),
              section.value("because", Forms.TEXT).orElse(null)));
      section.end();
    }
    return metrics;
  }

  private static @Nullable Range range(Section metric, String key) {
    Optional<Section> section = metric.optionalSection(key);
    if (section.isEmpty()) {
      return null;
    }
    Section in = section.get();
    double from = in.or("from", Forms.NUMBER_FROM_ZERO, 0.0);
    double to = in.or("to", Forms.NUMBER_FROM_ZERO, Double.POSITIVE_INFINITY);
    if (to < from) {
      in.reading()
          .error(
              "MS-F008",
              key + ": to is less than from (expected: a range)",
              in.placeOf("to"),
              "exchange the two");
    }
    in.end();
    return new Range(from, to);
  }

  private static Logs logs(Section section) {
    Map<Level, Bytes> perDay = new EnumMap<>(Level.class);
    Logs.Format format = section.or("format", Forms.word(Logs.Format.class), Logs.Format.JSON);
    Level level = section.or("level", Forms.word(Level.class), Level.INFO);
    List<String> fields = section.values("fields", LABEL).orElse(List.of());
    section
        .optionalSection("perDay")
        .ifPresent(in -> {
          for (Level each : Level.values()) {
            in.value(each.name().toLowerCase(Locale.ROOT), Quantities.BYTES)
                .ifPresent(bytes -> perDay.put(each, bytes));
          }
          in.end();
        });
    Bytes storage = section.value("storage", Quantities.BYTES).orElse(null);
    section.end();
    return new Logs(format, level, fields, perDay, storage);
  }

  private static Traces traces(Section section) {
    Percentage errors = ALL;
    Percentage slow = ALL;
    Percentage rest = ALL;
    Duration slowAbove = null;
    Optional<Section> sample = section.optionalSection("sample");
    if (sample.isPresent()) {
      Section in = sample.get();
      rest = in.or("rest", Forms.PERCENT, ALL);
      errors = in.or("errors", Forms.PERCENT, rest);
      slow = rest;
      Optional<Section> slowly = in.optionalSection("slow");
      if (slowly.isPresent()) {
        slowAbove =
            slowly.get().required("above", Forms.DURATION_ABOVE_ZERO, Duration.ofSeconds(1));
        slow = slowly.get().or("share", Forms.PERCENT, ALL);
        slowly.get().end();
      }
      in.end();
    }
    var traces =
        new Traces(
            errors,
            slowAbove,
            slow,
            rest,
            section.or("decide", Forms.word(Decision.class), Decision.TAIL),
            section.or("propagate", PROPAGATION, Propagation.W3C));
    section.end();
    return traces;
  }

  private static List<Dashboard> dashboards(Section observability) {
    List<Dashboard> dashboards = new ArrayList<>();
    for (Section.Member member : observability.members("dashboards")) {
      Section section = member.section();
      dashboards.add(
          new Dashboard(
              member.name(),
              section.values("shows", METRIC).orElse(List.of()),
              section.value("refresh", Forms.DURATION_ABOVE_ZERO).orElse(null),
              section.value("over", Forms.DURATION_ABOVE_ZERO).orElse(null)));
      section.end();
    }
    return dashboards;
  }

  private static List<Journey> journeys(Section observability) {
    List<Journey> journeys = new ArrayList<>();
    for (Section.Member member : observability.members("journeys")) {
      Section section = member.section();
      journeys.add(
          new Journey(
              member.name(),
              section.requiredValues("steps", REQUEST, "a list of requests, such as [GET /orders]"),
              section.required("every", Forms.DURATION_ABOVE_ZERO, Duration.ofMinutes(1)),
              section.required("timeout", Forms.DURATION_ABOVE_ZERO, Duration.ofSeconds(30)),
              section.or("failures", Forms.count(1, 100), 1),
              section.values("from", Forms.IDENTIFIER).orElse(List.of()),
              section.value("severity", Forms.word(Severity.class)).orElse(null)));
      section.end();
    }
    return journeys;
  }

  private static Form<String> pattern(String expected, Pattern pattern) {
    return Forms.of(
            expected,
            text -> pattern.matcher(text).matches() ? Optional.of(text) : Optional.<String>empty())
        .spelt(Spelling.pattern(pattern.pattern()))
        .remembering();
  }
}
