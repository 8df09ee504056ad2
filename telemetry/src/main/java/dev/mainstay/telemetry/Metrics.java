package dev.mainstay.telemetry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects Mainstay's own metrics of this module, family by family. */
final class Metrics {
  private final Map<String, List<Sample>> families = new LinkedHashMap<>();
  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, String> help = new LinkedHashMap<>();

  void counter(String name, String about, double value, String... labels) {
    add(name, "counter", about, value, labels);
  }

  void gauge(String name, String about, double value, String... labels) {
    add(name, "gauge", about, value, labels);
  }

  private void add(String name, String type, String about, double value, String... labels) {
    types.put(name, type);
    help.put(name, about);
    families.computeIfAbsent(name, n -> new ArrayList<>()).add(new Sample(name, value, labels));
  }

  void measure(SeriesStore.Stats stats) {
    gauge("mainstay_series", "Series held in memory", (double) stats.series());
    gauge(
        "mainstay_series_resting",
        "Series that ended, kept on disk alone",
        (double) stats.resting());
    gauge(
        "mainstay_series_limit",
        "Series in memory beyond which none begins",
        (double) stats.seriesLimit());
    gauge("mainstay_samples", "Samples held in memory", (double) stats.samples());
    gauge("mainstay_sample_chunks_bytes", "Memory of the samples", (double) stats.chunkBytes());
    String dropped = "mainstay_samples_dropped_total";
    String about = "Samples not stored";
    counter(dropped, about, (double) stats.outOfOrder(), "reason", "out_of_order");
    counter(dropped, about, (double) stats.overLimit(), "reason", "series_limit");
    counter(dropped, about, (double) stats.refusedLabels(), "reason", "labels");
    counter(dropped, about, (double) stats.ahead(), "reason", "ahead");
    counter("mainstay_samples_stored_total", "Samples stored", (double) stats.appended());
    gauge("mainstay_sample_disk_bytes", "Sealed chunks and log", (double) stats.diskBytes());
  }

  Exposition exposition() {
    return new Exposition(families.values().stream().flatMap(List::stream).toList(), types, help);
  }
}
