package dev.mainstay.telemetry.scrape;

import dev.mainstay.telemetry.Exemplars;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SeriesStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The series of one target: gives scraped samples their labels, stores them, and ends what is
 * missing from a scrape. Not thread-safe.
 */
final class TargetSeries {
  private static final String EXPORTED = "exported_";

  private final ScrapeConfig.Job job;
  private final Labels target;
  private final SeriesStore store;
  private final Exemplars exemplars;
  private Set<Labels> last = Set.of();

  TargetSeries(ScrapeConfig.Job job, Labels target, SeriesStore store, Exemplars exemplars) {
    this.job = job;
    this.target = target;
    this.store = store;
    this.exemplars = exemplars;
  }

  /**
   * What a scrape came to.
   *
   * @param scraped samples that were exposed, up to the one that passes a limit
   * @param kept those that relabelling left
   * @param added series that the last scrape did not have
   * @param problem why none of them is stored, or null
   * @param refused why some of them were not stored, or null
   */
  record Counts(
      int scraped, int kept, int added, @Nullable String problem, @Nullable String refused) {
    static final Counts NONE = new Counts(0, 0, 0, null, null);
  }

  private record Ready(Labels labels, ScrapedSample sample) {}

  /** Stores what a target exposed; all of it or, beyond a limit, nothing. */
  Counts take(Scraped scraped, long at) {
    var ready = new ArrayList<Ready>(scraped.samples().size());
    String problem = null;
    int seen = 0;
    for (ScrapedSample sample : scraped.samples()) {
      seen++;
      Map<String, String> labels = relabeled(sample.labels());
      if (labels == null || labels.getOrDefault(Labels.NAME, "").isEmpty()) {
        continue;
      }
      problem = problem(labels, sample);
      if (problem != null) {
        break;
      }
      ready.add(new Ready(new Labels(labels), sample));
    }
    long limit = job.limits().samples();
    if (problem == null && limit > 0 && ready.size() > limit) {
      problem = ready.size() + " samples after relabelling (limit " + limit + ")";
    }
    if (problem != null) {
      end(at);
      return new Counts(seen, ready.size(), 0, problem, null);
    }
    var present = HashSet.<Labels>newHashSet(ready.size());
    int added = 0;
    String refused = null;
    try (SampleBatch batch = store.batch()) {
      for (Ready each : ready) {
        ScrapedSample sample = each.sample;
        boolean own = sample.millis() != ScrapedSample.NO_TIME && job.choices().honorTimestamps();
        SampleBatch.Refusal refusal = batch.choose(null, each.labels);
        if (refusal != null) {
          refused = refusal.reason();
          continue;
        }
        long millis = own ? sample.millis() : at;
        if (sample.histogram() == null) {
          batch.add(millis, sample.value());
        } else {
          batch.add(millis, sample.histogram());
        }
        if ((!own || job.choices().trackTimestamps()) && present.add(each.labels)) {
          added += last.contains(each.labels) ? 0 : 1;
        }
        keep(each, millis);
      }
      end(batch, present, at);
      batch.commitSoon();
    }
    last = present;
    return new Counts(seen, ready.size(), added, null, refused);
  }

  private void keep(Ready each, long millis) {
    for (ScrapedSample.Exemplar exemplar : each.sample.exemplars()) {
      exemplars.add(
          each.labels,
          new Exemplars.Exemplar(
              new Labels(exemplar.labels()),
              exemplar.value(),
              exemplar.millis() == ScrapedSample.NO_TIME ? millis : exemplar.millis()));
    }
  }

  /** Ends everything: the target did not answer, or is gone. */
  void end(long at) {
    if (!last.isEmpty()) {
      try (SampleBatch batch = store.batch()) {
        end(batch, Set.of(), at);
        batch.commitSoon();
      }
      last = Set.of();
    }
  }

  private void end(SampleBatch batch, Set<Labels> present, long at) {
    for (Labels labels : last) {
      if (!present.contains(labels) && batch.choose(null, labels) == null) {
        batch.add(at, SeriesStore.STALE);
      }
    }
  }

  private @Nullable Map<String, String> relabeled(Map<String, String> exposed) {
    var labels = new TreeMap<>(exposed);
    if (job.choices().honorLabels()) {
      for (int i = 0; i < target.size(); i++) {
        labels.putIfAbsent(target.name(i), target.value(i));
      }
    } else {
      var displaced = new ArrayList<Map.Entry<String, String>>();
      for (int i = 0; i < target.size(); i++) {
        String before = labels.put(target.name(i), target.value(i));
        if (before != null && !before.isEmpty()) {
          displaced.add(Map.entry(target.name(i), before));
        }
      }
      for (Map.Entry<String, String> each : displaced) {
        String name = EXPORTED + each.getKey();
        while (labels.containsKey(name)) {
          name = EXPORTED + name;
        }
        labels.put(name, each.getValue());
      }
    }
    labels.values().removeIf(String::isEmpty);
    return RelabelRule.apply(job.metricRelabeling(), labels);
  }

  private @Nullable String problem(Map<String, String> labels, ScrapedSample sample) {
    ScrapeConfig.Limits limits = job.limits();
    String metric = labels.get(Labels.NAME);
    if (limits.labels() > 0 && labels.size() > limits.labels()) {
      return metric + ": " + labels.size() + " labels (limit " + limits.labels() + ")";
    }
    if (limits.labelNameBytes() > 0 || limits.labelValueBytes() > 0) {
      for (Map.Entry<String, String> label : labels.entrySet()) {
        int name = label.getKey().getBytes(StandardCharsets.UTF_8).length;
        int value = label.getValue().getBytes(StandardCharsets.UTF_8).length;
        if (limits.labelNameBytes() > 0 && name > limits.labelNameBytes()) {
          return metric
              + ": label name "
              + start(label.getKey())
              + " of "
              + name
              + " bytes (limit "
              + limits.labelNameBytes()
              + ")";
        }
        if (limits.labelValueBytes() > 0 && value > limits.labelValueBytes()) {
          return metric
              + ": value of label "
              + label.getKey()
              + " of "
              + value
              + " bytes (limit "
              + limits.labelValueBytes()
              + ")";
        }
      }
    }
    if (limits.buckets() > 0 && sample.histogram() != null) {
      int buckets = sample.histogram().positive().size() + sample.histogram().negative().size();
      if (buckets > limits.buckets()) {
        return metric + ": " + buckets + " buckets (limit " + limits.buckets() + ")";
      }
    }
    return null;
  }

  private static String start(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  /** Stores one of the series that a scrape says about itself. */
  void report(SampleBatch batch, String metric, long at, double value) {
    if (batch.choose(null, target.with(Labels.NAME, metric)) == null) {
      batch.add(at, value);
    }
  }
}
