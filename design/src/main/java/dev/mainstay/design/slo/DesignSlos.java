package dev.mainstay.design.slo;

import dev.mainstay.design.Designs;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Selector;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.exports.Series;
import dev.mainstay.kernel.Place;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The objectives of designs in the form in which those of documents are evaluated: ratios of
 * counters that the scrapes of their service store, which have its name in the label {@code
 * service}.
 *
 * <p>Availability counts requests by status, {@code 503} or {@code 5xx}; one that is neither is not
 * counted. Latency counts the bucket that ends at the threshold among all requests.
 */
public final class DesignSlos {
  private static final String STATUS = "[1-9]([0-9][0-9]|[xX][xX])";
  private static final LocalDateTime A_MONTH = LocalDateTime.of(2026, 1, 1, 0, 0);
  private static final Place NOWHERE = new Place("design", 1, 1, 1);

  private DesignSlos() {}

  /** All, in the designs' order. */
  public static List<Slo> of(Designs designs, Sources places) {
    return designs.services().stream()
        .flatMap(service ->
            service.objectives().stream().map(objective -> of(service, objective, places)))
        .toList();
  }

  private static Slo of(Service service, Objective objective, Sources places) {
    Place place = places.of(service.name(), "objectives/" + objective.name()).orElse(NOWHERE);
    return of(service.name(), objective, place);
  }

  /** One. */
  public static Slo of(String service, Objective objective, Place place) {
    var part =
        new Slo.Part(
            "",
            metric(service, objective.sli()),
            objective.slo().fraction(),
            new Slo.Budgeting.Occurrences(),
            BigDecimal.ONE);
    return new Slo(
        service,
        objective.name(),
        place,
        List.of(part),
        window(objective.over()),
        null,
        null,
        objective.sla() == null || objective.slaWithin() != null
            ? null
            : objective.sla().fraction(),
        objective);
  }

  /**
   * What a contract promises of requests by a threshold of its own, as an objective by itself over
   * the same window; null when it does not.
   *
   * @param name of that objective
   */
  public static @Nullable Slo agreement(Slo slo, String name) {
    Objective designed = slo.designed();
    if (designed == null || designed.sla() == null || designed.slaWithin() == null) {
      return null;
    }
    var sli = new Objective.Sli.Latency(designed.slaWithin());
    return of(
        slo.service(),
        new Objective(name, sli, designed.sla(), null, designed.over()),
        slo.place());
  }

  private static Slo.Metric metric(String service, Objective.Sli sli) {
    return switch (sli) {
      case Objective.Sli.Availability(int from) -> {
        String any = "status=~" + Series.quoted(STATUS);
        yield ratio(
            selector(
                Series.REQUESTS, service, any, "status!~" + Series.quoted(Series.statusFrom(from))),
            selector(Series.REQUESTS, service, any));
      }
      case Objective.Sli.Latency(Duration threshold) ->
          ratio(
              selector(Series.BUCKETS, service, "le=~" + Series.quoted(bound(threshold))),
              selector(Series.BUCKETS, service, "le=\"+Inf\""));
      case Objective.Sli.Ratio(Selector good, Selector total) ->
          ratio(selector(good, service), selector(total, service));
    };
  }

  private static Slo.Metric ratio(String good, String total) {
    return new Slo.Metric.Ratio("sum(" + good + ")", false, "sum(" + total + ")", true);
  }

  private static String selector(Selector selector, String service) {
    return selector(
        selector.metric(),
        service,
        new TreeMap<>(selector.labels())
            .entrySet().stream()
                .map(label -> label.getKey() + "=" + Series.quoted(label.getValue()))
                .toArray(String[]::new));
  }

  private static String selector(String metric, String service, String... more) {
    var text = new StringBuilder(metric).append("{service=").append(Series.quoted(service));
    for (String matcher : more) {
      text.append(',').append(matcher);
    }
    return text.append('}').toString();
  }

  /** The bucket's bound in seconds, with any number of decimals. */
  private static String bound(Duration threshold) {
    String plain =
        BigDecimal.valueOf(threshold.toNanos())
            .movePointLeft(9)
            .stripTrailingZeros()
            .toPlainString();
    return plain.contains(".") ? plain.replace(".", "[.]") + "0*" : plain + "([.]0*)?";
  }

  private static BudgetWindow window(Objective.Window over) {
    if (over.calendarMonth()) {
      return new BudgetWindow.Calendar(1, BudgetWindow.Unit.MONTH, A_MONTH, ZoneOffset.UTC);
    }
    long minutes = Math.max(1, Math.ceilDiv(over.length().toMillis(), 60_000L));
    return new BudgetWindow.Rolling(Math.toIntExact(minutes), BudgetWindow.Unit.MINUTE);
  }
}
