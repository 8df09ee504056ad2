package dev.mainstay.server.internal.prometheus;

import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.query.QuerySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What clients ask to find out whom they talk to. */
public final class StatusPages {
  /** The Prometheus whose API and language this is, which clients compare with what they need. */
  private static final String VERSION = "3.0.0+mainstay";

  private final Instant started;
  private final QuerySettings settings;
  private final Supplier<SeriesStore.Stats> stats;
  private final Supplier<Raw> raw;
  private final Supplier<Reload> reload;
  private final Supplier<String> config;

  /**
   * For how long every sample is kept, of the series that keep it shortest and longest.
   *
   * @param shortest at most as long as {@code longest}
   */
  public record Raw(Duration shortest, Duration longest) {
    String text() {
      String most = longest.toDays() + "d";
      return shortest.equals(longest) ? most : shortest.toDays() + "d to " + most;
    }
  }

  /**
   * How changed files were taken.
   *
   * @param successful whether what is live is what is in the files
   * @param last when some were last taken
   */
  public record Reload(boolean successful, Instant last) {}

  public StatusPages(
      Instant started,
      QuerySettings settings,
      Supplier<SeriesStore.Stats> stats,
      Supplier<Raw> raw,
      Supplier<Reload> reload,
      Supplier<String> config) {
    this.started = started;
    this.settings = settings;
    this.stats = stats;
    this.raw = raw;
    this.reload = reload;
    this.config = config;
  }

  byte[] build() {
    return texts(
        Map.of(
            "version", VERSION,
            "revision", "",
            "branch", "",
            "buildUser", "",
            "buildDate", "",
            "goVersion", ""));
  }

  byte[] runtime() {
    SeriesStore.Stats held = stats.get();
    Reload taken = reload.get();
    return Answers.success(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("startTime", started.toString());
          json.writeStringProperty("CWD", "");
          json.writeBooleanProperty("reloadConfigSuccess", taken.successful());
          json.writeStringProperty("lastConfigTime", taken.last().toString());
          json.writeNumberProperty("timeSeriesCount", held.series());
          json.writeNumberProperty("corruptionCount", 0);
          json.writeNumberProperty("goroutineCount", Thread.activeCount());
          json.writeNumberProperty("GOMAXPROCS", Runtime.getRuntime().availableProcessors());
          json.writeStringProperty("GOGC", "");
          json.writeStringProperty("GODEBUG", "");
          json.writeStringProperty("storageRetention", raw.get().text());
          json.writeEndObject();
        },
        List.of(),
        List.of());
  }

  /** The log has been read before anything is answered. */
  byte[] replay() {
    return Answers.success(
        json -> {
          json.writeStartObject();
          json.writeNumberProperty("min", 0);
          json.writeNumberProperty("max", 0);
          json.writeNumberProperty("current", 0);
          json.writeEndObject();
        },
        List.of(),
        List.of());
  }

  /** The scrape configuration; the rest is configured by designs. */
  byte[] config() {
    return texts(Map.of("yaml", config.get()));
  }

  byte[] flags() {
    var flags = new LinkedHashMap<String, String>();
    flags.put("query.lookback-delta", settings.lookback().toSeconds() + "s");
    flags.put("query.timeout", settings.limits().timeout().toSeconds() + "s");
    flags.put("query.max-samples", Long.toString(settings.limits().samples()));
    return texts(flags);
  }

  private static byte[] texts(Map<String, String> texts) {
    return Answers.success(
        json -> {
          json.writeStartObject();
          texts.forEach(json::writeStringProperty);
          json.writeEndObject();
        },
        List.of(),
        List.of());
  }
}
