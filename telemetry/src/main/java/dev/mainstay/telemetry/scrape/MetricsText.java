package dev.mainstay.telemetry.scrape;

import dev.mainstay.telemetry.ExpositionException;
import dev.mainstay.telemetry.Labels;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Prometheus' text format and OpenMetrics 1.0, line by line; single use. Names may be quoted, as in
 * version 1.0.0 of the former.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">OpenMetrics</a>
 */
final class MetricsText {
  private static final Set<String> TYPES =
      Set.of("counter", "gauge", "histogram", "summary", "untyped");
  private static final Set<String> OPEN_TYPES =
      Set.of(
          "counter",
          "gauge",
          "histogram",
          "gaugehistogram",
          "summary",
          "info",
          "stateset",
          "unknown");
  private static final int EXEMPLAR_RUNES = 128;

  private final LineReader in;
  private final boolean open;
  private final List<ScrapedSample> samples = new ArrayList<>();
  private final Map<String, Scraped.Family> families = new HashMap<>();
  private final Set<String> finished = new HashSet<>();
  private String family = "";
  private boolean ended;

  MetricsText(byte[] body, boolean open) throws ExpositionException {
    this.open = open;
    try {
      in =
          new LineReader(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      throw new ExpositionException(1, "not UTF-8");
    }
  }

  Scraped read() throws ExpositionException {
    while (in.nextLine()) {
      if (ended) {
        throw in.problem("text after # EOF");
      }
      if (open) {
        openLine();
      } else {
        in.skipBlanks();
        if (in.atEnd()) {
          continue;
        }
        if (in.at('#')) {
          comment();
        } else {
          sample();
        }
      }
    }
    if (open && !ended) {
      throw in.problem("ends without # EOF");
    }
    return new Scraped(samples, families);
  }

  private void openLine() throws ExpositionException {
    if (in.atEnd()) {
      throw in.problem("an empty line (OpenMetrics has none)");
    }
    if (in.at('#')) {
      if (in.rest().equals("# EOF")) {
        ended = true;
        return;
      }
      comment();
    } else {
      sample();
    }
  }

  private void comment() throws ExpositionException {
    String line = in.rest();
    in.expect('#', "at the start");
    if (!open && !in.at(' ') && !in.at('\t')) {
      return;
    }
    in.skipBlanks();
    String word = in.word();
    boolean known = word.equals("HELP") || word.equals("TYPE") || (open && word.equals("UNIT"));
    if (!known) {
      if (open) {
        throw in.problem("'" + line + "' (expected: HELP, TYPE, UNIT, EOF or a sample)");
      }
      return;
    }
    in.skipBlanks();
    String name = in.metricName();
    in.blankOrEnd("after the name of a metric");
    in.skipBlanks();
    if (open && !name.equals(family)) {
      finished.add(family);
      family = name;
      if (finished.contains(name)) {
        throw in.problem("metric family " + name + " comes a second time");
      }
    }
    Scraped.Family before = families.getOrDefault(name, Scraped.Family.UNKNOWN);
    switch (word) {
      case "HELP" -> families.put(name, before.withHelp(in.unescaped(in.rest(), open)));
      case "UNIT" -> {
        String unit = in.rest();
        if (!unit.isEmpty() && !name.endsWith("_" + unit)) {
          throw in.problem("unit " + unit + " is not the end of " + name);
        }
        families.put(name, before.withUnit(unit));
      }
      default -> {
        String type = in.rest().strip();
        if (!(open ? OPEN_TYPES : TYPES).contains(type) && !(!open && OPEN_TYPES.contains(type))) {
          throw in.problem("type of " + name + ": " + type + " (expected: counter, gauge, …)");
        }
        families.put(name, before.withType(type.equals("untyped") ? "unknown" : type));
      }
    }
  }

  private void sample() throws ExpositionException {
    var labels = new LinkedHashMap<String, String>();
    if (!in.at('{')) {
      labels.put(Labels.NAME, in.metricName());
    }
    if (!in.at('{')) {
      in.blankOrEnd("in the name of a metric");
    }
    if (!open) {
      in.skipBlanks();
    }
    if (in.at('{')) {
      in.labels(labels, true);
    }
    String metric = labels.getOrDefault(Labels.NAME, "");
    if (metric.isEmpty()) {
      throw in.problem("no metric name");
    }
    in.skipBlanks();
    double value = in.number("value");
    in.skipBlanks();
    long millis = ScrapedSample.NO_TIME;
    if (!in.atEnd() && !in.at('#')) {
      millis = open ? in.seconds() : in.millis();
      in.skipBlanks();
    }
    List<ScrapedSample.Exemplar> exemplars = List.of();
    if (open && in.at('#')) {
      exemplars = List.of(exemplar(metric));
    }
    if (!in.atEnd()) {
      throw in.problem("'" + in.rest() + "' after the sample");
    }
    normalize(labels, metric);
    samples.add(new ScrapedSample(labels, value, null, millis, exemplars));
  }

  /** {@code le="1"} and {@code le="1.0"} are one bucket; kept is the latter. */
  private void normalize(Map<String, String> labels, String metric) {
    String le = labels.get("le");
    if (le != null && metric.endsWith("_bucket")) {
      labels.put("le", Bounds.normal(le));
    }
    String quantile = labels.get("quantile");
    if (quantile != null && type(metric).equals("summary")) {
      labels.put("quantile", Bounds.normal(quantile));
    }
  }

  private String type(String metric) {
    return families.getOrDefault(metric, Scraped.Family.UNKNOWN).type();
  }

  private ScrapedSample.Exemplar exemplar(String metric) throws ExpositionException {
    if (!metric.endsWith("_total") && !metric.endsWith("_bucket")) {
      throw in.problem(metric + " has an exemplar (expected: of _total or _bucket only)");
    }
    in.expect('#', "before an exemplar");
    in.skipBlanks();
    var labels = new LinkedHashMap<String, String>();
    if (!in.at('{')) {
      throw in.problem("an exemplar without labels in braces");
    }
    in.labels(labels, false);
    int runes = 0;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      runes += label.getKey().codePointCount(0, label.getKey().length());
      runes += label.getValue().codePointCount(0, label.getValue().length());
    }
    if (runes > EXEMPLAR_RUNES) {
      throw in.problem("an exemplar's labels of " + runes + " characters (limit 128)");
    }
    in.skipBlanks();
    double value = in.number("value of an exemplar");
    in.skipBlanks();
    long millis = in.atEnd() ? ScrapedSample.NO_TIME : in.seconds();
    return new ScrapedSample.Exemplar(labels, value, millis);
  }
}
