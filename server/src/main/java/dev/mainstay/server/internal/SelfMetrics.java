package dev.mainstay.server.internal;

import dev.mainstay.kernel.Journal;
import dev.mainstay.telemetry.SeriesStore;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.Supplier;

/** Mainstay's own exposition at {@code /metrics}, Prometheus text format 0.0.4. */
final class SelfMetrics {
  private final SeriesStore series;
  private final Features features;
  private final Journal journal;
  private final Live live;
  private final Supplier<Applied> applied;
  private final Reloads reloads;
  private final Supplier<String> gateway;

  /**
   * @param gateway the gateway's own lines, or the empty string
   */
  SelfMetrics(
      SeriesStore series,
      Features features,
      Journal journal,
      Live live,
      Supplier<Applied> applied,
      Reloads reloads,
      Supplier<String> gateway) {
    this.series = series;
    this.features = features;
    this.journal = journal;
    this.live = live;
    this.applied = applied;
    this.reloads = reloads;
    this.gateway = gateway;
  }

  String text() {
    var text = new StringBuilder();
    var stats = series.stats();
    gauge(text, "mainstay_series", "Series held in memory.", (double) stats.series());
    gauge(
        text,
        "mainstay_series_resting",
        "Series that ended, kept on disk alone.",
        (double) stats.resting());
    gauge(
        text,
        "mainstay_series_limit",
        "Series in memory beyond which none begins.",
        (double) stats.seriesLimit());
    gauge(text, "mainstay_samples", "Samples held in memory.", (double) stats.samples());
    gauge(text, "mainstay_sample_bytes", "Memory of the samples.", (double) stats.chunkBytes());
    counter(
        text,
        "mainstay_samples_out_of_order_total",
        "Samples dropped because of their time.",
        (double) stats.outOfOrder());
    counter(
        text,
        "mainstay_samples_over_limit_total",
        "Samples dropped because of the series limit.",
        (double) stats.overLimit());
    counter(
        text,
        "mainstay_samples_refused_labels_total",
        "Samples dropped because of their labels.",
        (double) stats.refusedLabels());
    counter(
        text,
        "mainstay_samples_ahead_total",
        "Samples dropped because they were too far in the future.",
        (double) stats.ahead());
    counter(text, "mainstay_samples_stored_total", "Samples stored.", (double) stats.appended());
    gauge(
        text,
        "mainstay_sample_disk_bytes",
        "Sealed chunks and log on disk.",
        (double) stats.diskBytes());
    counter(
        text, "mainstay_journal_entries_total", "Entries of the journal.", (double) journal.last());
    gauge(
        text,
        "mainstay_incidents_open",
        "Incidents that are not resolved.",
        features.incidents().open().size());
    gauge(
        text,
        "mainstay_alerts_active",
        "Alerts that are pending or firing.",
        features.alerts().active().size() + features.ruleAlerts().active().size());
    gauge(
        text,
        "mainstay_rule_alerts_waiting",
        "Alerts of rule files left out until fewer fire.",
        features.ruleAlerts().waiting());
    gauge(
        text,
        "mainstay_services",
        "Services of the running designs.",
        applied.get().designs().services().size());
    gauge(
        text,
        "mainstay_design_problems",
        "Problems of the newest design files.",
        applied.get().problems().size());
    gauge(
        text,
        "mainstay_config_last_reload_successful",
        "Whether what is live is what is in the files of designs, rules, objectives and targets.",
        reloads.areAllTaken() ? 1 : 0);
    gauge(
        text,
        "mainstay_config_last_reload_success_timestamp_seconds",
        "When changed files were last taken.",
        reloads.last().toEpochMilli() / 1e3);
    gauge(text, "mainstay_live_streams", "Consoles that follow live.", live.streams());
    var memory = ManagementFactory.getMemoryMXBean();
    text.append("# HELP jvm_memory_used_bytes Memory used.\n# TYPE jvm_memory_used_bytes gauge\n");
    value(
        text,
        "jvm_memory_used_bytes{area=\"heap\"}",
        (double) memory.getHeapMemoryUsage().getUsed());
    value(
        text,
        "jvm_memory_used_bytes{area=\"nonheap\"}",
        (double) memory.getNonHeapMemoryUsage().getUsed());
    gauge(
        text,
        "jvm_threads_current",
        "Platform threads.",
        ManagementFactory.getThreadMXBean().getThreadCount());
    gauge(
        text,
        "process_start_time_seconds",
        "Start of the process in Unix seconds.",
        ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0);
    return text.append(gateway.get()).toString();
  }

  private static void gauge(StringBuilder text, String name, String help, double value) {
    described(text, name, help, "gauge", value);
  }

  private static void counter(StringBuilder text, String name, String help, double value) {
    described(text, name, help, "counter", value);
  }

  private static void described(
      StringBuilder text, String name, String help, String type, double value) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    value(text, name, value);
  }

  private static void value(StringBuilder text, String series, double value) {
    text.append(series)
        .append(' ')
        .append(
            value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value))
        .append('\n');
  }
}
