package dev.mainstay.telemetry.scrape;

import java.util.List;
import java.util.Map;

/**
 * What one answer held.
 *
 * @param samples in their order
 * @param families what was said of each metric family
 */
record Scraped(List<ScrapedSample> samples, Map<String, Family> families) {
  static final Scraped NOTHING = new Scraped(List.of(), Map.of());

  /** Type, help and unit of a metric family, as written; empty when not said. */
  record Family(String type, String help, String unit) {
    static final Family UNKNOWN = new Family("unknown", "", "");

    Family withType(String other) {
      return new Family(other, help, unit);
    }

    Family withHelp(String other) {
      return new Family(type, other, unit);
    }

    Family withUnit(String other) {
      return new Family(type, help, other);
    }
  }

  /**
   * Reads an answer.
   *
   * @throws dev.mainstay.telemetry.ExpositionException at the first text that breaks the format
   * @throws dev.mainstay.telemetry.ingest.MalformedException if protobuf cannot be read
   */
  static Scraped read(ScrapeFormat format, byte[] body, boolean classicToo)
      throws dev.mainstay.telemetry.ExpositionException,
          dev.mainstay.telemetry.ingest.MalformedException {
    return switch (format) {
      case PROTOBUF -> new ProtobufMetrics(body, classicToo).read();
      default -> new MetricsText(body, format.isOpenMetrics()).read();
    };
  }
}
