package dev.mainstay.design.internal.imports;

import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.internal.exports.Series;
import dev.mainstay.design.internal.exports.Yml;
import dev.mainstay.design.internal.imports.Query.LabelMatcher;
import dev.mainstay.kernel.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Queries for good, bad and all events as an objective's indicator. */
final class Indicators {
  private static final Set<String> STATUS = Set.of("status", "code", "status_code");
  private static final Pattern FAILED =
      Pattern.compile(
          "\\^?\\(?\\[?5(?:-9\\])?(?:\\.\\.|\\.\\*|\\.\\+|xx|\\[0-9\\]\\[0-9\\]|\\\\d\\\\d)\\)?\\$?");

  private Indicators() {}

  /** What was read, and whether it is counted from other metrics than before. */
  record Found(Yml keys, Optional<String> instead, Optional<String> service) {}

  /** An indicator of good among all events. */
  static Optional<Found> good(String good, String total) {
    Optional<Query> first = Query.of(good);
    Optional<Query> second = Query.of(total);
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    Query part = first.get();
    Query whole = second.get();
    Optional<Yml> latency = latency(part, whole);
    if (latency.isPresent()) {
      return found(latency.get(), part, Series.DURATIONS + "_bucket");
    }
    for (LabelMatcher each : part.matchers()) {
      if (each.operator().equals("!~") && STATUS.contains(each.label())) {
        Optional<Integer> from = from(each.value());
        if (from.isPresent() && part.metric().equals(whole.metric())) {
          return found(http("status < " + from.get()), part, Series.REQUESTS);
        }
      }
    }
    if (part.equal().isEmpty() || whole.equal().isEmpty()) {
      return Optional.empty();
    }
    Yml keys =
        Yml.of("good", part.equal().get().toString()).with("total", whole.equal().get().toString());
    return Optional.of(new Found(keys, Optional.empty(), part.job()));
  }

  /** An indicator of bad among all events; only failed requests can be said without a good one. */
  static Optional<Found> bad(String bad, String total) {
    Optional<Query> part = Query.of(bad);
    Optional<Query> whole = Query.of(total);
    if (part.isEmpty() || whole.isEmpty() || !part.get().metric().equals(whole.get().metric())) {
      return Optional.empty();
    }
    for (LabelMatcher each : part.get().matchers()) {
      boolean status = STATUS.contains(each.label()) && each.operator().equals("=~");
      Optional<Integer> from = status ? from(each.value()) : Optional.empty();
      if (from.isPresent()) {
        return found(http("status < " + from.get()), part.get(), Series.REQUESTS);
      }
    }
    return Optional.empty();
  }

  private static Yml http(String good) {
    return Yml.of("of", "http").with("good", good);
  }

  private static Optional<Found> found(Yml keys, Query query, String metric) {
    Optional<String> instead =
        query.metric().equals(metric)
            ? Optional.empty()
            : Optional.of("counted from %s instead of %s".formatted(metric, query.metric()));
    return Optional.of(new Found(keys, instead, query.job()));
  }

  private static Optional<Yml> latency(Query good, Query total) {
    Optional<LabelMatcher> bound = good.matcher("le");
    boolean sameHistogram =
        good.metric().endsWith("_bucket")
            && (total.metric().equals(good.metric())
                || total.metric().equals(good.metric().replaceAll("_bucket$", "_count")));
    if (bound.isEmpty() || !sameHistogram || !Set.of("=", "=~").contains(bound.get().operator())) {
      return Optional.empty();
    }
    return Quantities.decimal(bound.get().value().replace("(\\.0)?", "").replace("(.0)?", ""))
        .filter(seconds -> !good.metric().contains("milli"))
        .map(seconds -> seconds.multiply(BigDecimal.valueOf(1_000_000_000L)))
        .filter(nanos -> nanos.signum() > 0 && nanos.compareTo(BigDecimal.valueOf(1e15)) < 0)
        .map(nanos -> Durations.written(Duration.ofNanos(nanos.longValue())))
        .map(threshold -> http("duration < " + threshold));
  }

  /** The status from which on all are chosen. */
  private static Optional<Integer> from(String regex) {
    if (FAILED.matcher(regex).matches()) {
      return Optional.of(500);
    }
    for (int status = 400; status < 600; status++) {
      var series = new Series("x").good(new Sli.Availability(status));
      if (series.endsWith("status!~" + Series.quoted(regex) + "}")) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
