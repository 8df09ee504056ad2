package dev.mainstay.objectives;

import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Selector;
import dev.mainstay.kernel.Durations;
import dev.mainstay.telemetry.HttpStatus;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds in a scrape the counters that a service level indicator is made of. */
sealed interface Indicator {
  String REQUESTS = "http_server_requests_total";
  String BUCKETS = "http_server_request_duration_seconds_bucket";

  /** What is counted, in words that change exactly when the counts would mean something else. */
  String text();

  /** The metric without which there are no events. */
  String needs();

  /** The counters among the samples of one instance. */
  Reading read(List<Sample> samples);

  static Indicator of(Sli sli) {
    return switch (sli) {
      case Sli.Availability(int badFromStatus) -> new Availability(badFromStatus);
      case Sli.Latency(Duration threshold) -> new Latency(threshold);
      case Sli.Ratio(Selector good, Selector total) -> new Ratio(good, total);
    };
  }

  /**
   * One counter.
   *
   * @param good whether its events are good ones
   * @param total whether its events are part of the total
   */
  record Counter(Labels labels, boolean good, boolean total, double value) {}

  /**
   * The counters of one scrape.
   *
   * @param problem why the counters cannot be used, or null
   */
  record Reading(List<Counter> counters, @Nullable String problem) {}

  /** Requests by the number of their status. */
  record Availability(int badFromStatus) implements Indicator {
    @Override
    public String text() {
      return "availability: status < " + badFromStatus;
    }

    @Override
    public String needs() {
      return REQUESTS;
    }

    @Override
    public Reading read(List<Sample> samples) {
      var counters = new ArrayList<Counter>();
      String problem = null;
      for (Sample sample : samples) {
        if (sample.labels().metric().equals(REQUESTS)) {
          int status = HttpStatus.of(sample.labels());
          if (status < 0) {
            problem =
                REQUESTS
                    + " has status \""
                    + sample.labels().value("status")
                    + "\" (expected: a number like 503, or a class like 5xx)";
          } else {
            counters.add(
                new Counter(sample.labels(), status < badFromStatus, true, sample.value()));
          }
        }
      }
      return new Reading(counters, problem);
    }
  }

  /** Requests by the histogram bucket that ends at the threshold. */
  record Latency(Duration threshold) implements Indicator {
    @Override
    public String text() {
      return "latency: duration < " + Durations.format(threshold);
    }

    @Override
    public String needs() {
      return BUCKETS;
    }

    @Override
    public Reading read(List<Sample> samples) {
      double wanted = Durations.seconds(threshold);
      var counters = new ArrayList<Counter>();
      var bounds = new TreeSet<Double>();
      for (Sample sample : samples) {
        if (sample.labels().metric().equals(BUCKETS)) {
          double bound = bound(sample.labels().value("le"));
          bounds.add(bound);
          if (bound == Double.POSITIVE_INFINITY) {
            counters.add(new Counter(sample.labels(), false, true, sample.value()));
          } else if (bound == wanted) {
            counters.add(new Counter(sample.labels(), true, false, sample.value()));
          }
        }
      }
      if (bounds.isEmpty() || bounds.contains(wanted)) {
        return new Reading(counters, null);
      }
      return new Reading(
          List.of(), BUCKETS + " has no bucket le=\"" + wanted + "\" (it has: " + bounds + ")");
    }

    private static double bound(String le) {
      try {
        return le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }
  }

  /** Events by two selections of counters. */
  record Ratio(Selector good, Selector total) implements Indicator {
    @Override
    public String text() {
      return "ratio: " + good + " of " + total;
    }

    @Override
    public String needs() {
      return total.toString();
    }

    @Override
    public Reading read(List<Sample> samples) {
      var counters = new ArrayList<Counter>();
      for (Sample sample : samples) {
        boolean isGood = selects(good, sample.labels());
        boolean isTotal = selects(total, sample.labels());
        if (isGood || isTotal) {
          counters.add(new Counter(sample.labels(), isGood, isTotal, sample.value()));
        }
      }
      return new Reading(counters, null);
    }

    private static boolean selects(Selector selector, Labels labels) {
      return labels.metric().equals(selector.metric())
          && selector.labels().entrySet().stream()
              .allMatch(label -> labels.value(label.getKey()).equals(label.getValue()));
    }
  }
}
