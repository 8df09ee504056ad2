package dev.mainstay.telemetry.scrape;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.TargetState;
import dev.mainstay.telemetry.config.ConfigSection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint to scrape, after relabelling. Two with equal labels and address are the same.
 *
 * @param labels that its samples get
 * @param url with parameters
 * @param discovered labels before relabelling, for who wonders
 */
record ScrapeTarget(
    Labels labels, URI url, Duration interval, Duration timeout, Map<String, String> discovered) {
  private static final String ADDRESS = "__address__";
  private static final String SCHEME = "__scheme__";
  private static final String PATH = "__metrics_path__";
  private static final String INTERVAL = "__scrape_interval__";
  private static final String TIMEOUT = "__scrape_timeout__";
  private static final String PARAM = "__param_";

  ScrapeTarget {
    discovered = Map.copyOf(discovered);
  }

  /** A target that relabelling dropped, one that is to be scraped, or one that cannot be. */
  record Made(
      Map<String, String> discovered, @Nullable ScrapeTarget target, @Nullable String problem) {}

  boolean isSame(ScrapeTarget other) {
    return labels.equals(other.labels)
        && url.equals(other.url)
        && interval.equals(other.interval)
        && timeout.equals(other.timeout);
  }

  static Made make(ScrapeConfig.Job job, TargetGroup group, Map<String, String> own) {
    var labels = new TreeMap<>(group.labels());
    labels.putAll(own);
    labels.values().removeIf(String::isEmpty);
    labels.putIfAbsent("job", job.name());
    labels.putIfAbsent(INTERVAL, TargetState.text(job.interval()));
    labels.putIfAbsent(TIMEOUT, TargetState.text(job.timeout()));
    labels.putIfAbsent(PATH, job.path());
    labels.putIfAbsent(SCHEME, job.scheme());
    job.params()
        .forEach((name, values) -> {
          if (!values.isEmpty()) {
            labels.put(PARAM + name, values.getFirst());
          }
        });
    var discovered = new TreeMap<>(labels);
    if (RelabelRule.apply(job.relabeling(), labels) == null) {
      return new Made(discovered, null, null);
    }
    try {
      return new Made(discovered, made(job, labels, discovered), null);
    } catch (IllegalArgumentException e) {
      return new Made(discovered, null, job.name() + ": " + e.getMessage());
    }
  }

  private static ScrapeTarget made(
      ScrapeConfig.Job job, TreeMap<String, String> labels, Map<String, String> discovered) {
    String address = labels.getOrDefault(ADDRESS, "");
    if (address.isEmpty() || address.indexOf('/') >= 0) {
      throw new IllegalArgumentException(ADDRESS + ": '" + address + "' (expected: host:port)");
    }
    Duration interval = duration(labels, INTERVAL);
    Duration timeout = duration(labels, TIMEOUT);
    if (timeout.compareTo(interval) > 0) {
      throw new IllegalArgumentException(
          TIMEOUT + ": " + labels.get(TIMEOUT) + " is more than the interval");
    }
    URI url = url(job, labels, address);
    var kept = new TreeMap<String, String>();
    labels.forEach((name, value) -> {
      if (!name.startsWith("__")) {
        kept.put(name, value);
      }
    });
    kept.putIfAbsent("instance", address);
    return new ScrapeTarget(new Labels(kept), url, interval, timeout, discovered);
  }

  private static URI url(ScrapeConfig.Job job, TreeMap<String, String> labels, String address) {
    var params = new TreeMap<String, java.util.List<String>>();
    job.params().forEach((name, values) -> params.put(name, new java.util.ArrayList<>(values)));
    labels.forEach((name, value) -> {
      if (name.startsWith(PARAM)) {
        var values =
            params.computeIfAbsent(
                name.substring(PARAM.length()), n -> new java.util.ArrayList<>());
        if (values.isEmpty()) {
          values.add(value);
        } else {
          values.set(0, value);
        }
      }
    });
    String query =
        params.entrySet().stream()
            .flatMap(param ->
                param.getValue().stream()
                    .map(value -> encode(param.getKey()) + "=" + encode(value)))
            .collect(Collectors.joining("&"));
    String path = labels.getOrDefault(PATH, "");
    String scheme = labels.getOrDefault(SCHEME, "http");
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException(SCHEME + ": " + scheme + " (expected: http or https)");
    }
    return URI.create(
        scheme
            + "://"
            + address
            + (path.startsWith("/") || path.isEmpty() ? "" : "/")
            + path.replace(" ", "%20")
            + (query.isEmpty() ? "" : (path.indexOf('?') < 0 ? "?" : "&") + query));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Duration duration(Map<String, String> labels, String name) {
    Duration read = ConfigSection.parseDuration(labels.getOrDefault(name, ""));
    if (read == null || read.isZero()) {
      throw new IllegalArgumentException(
          name + ": '" + labels.get(name) + "' (expected: a duration > 0s)");
    }
    return read;
  }
}
