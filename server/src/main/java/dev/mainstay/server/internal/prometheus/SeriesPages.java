package dev.mainstay.server.internal.prometheus;

import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.PromqlException;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.query.QuerySeries;
import dev.mainstay.telemetry.remote.RemoteStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which series there are, and what is known of them. */
public final class SeriesPages {
  private final QuerySeries series;
  private final Stores stores;
  private final Dialect dialect;

  public SeriesPages(SeriesStore store, Stores stores, Dialect dialect) {
    this.series = new QuerySeries(store, dialect);
    this.stores = stores;
    this.dialect = dialect;
  }

  byte[] series(Parameters parameters) {
    if (stores.of(parameters) != null) {
      throw ApiError.parameter("store", "only our own series can be listed");
    }
    if (parameters.texts("match[]").isEmpty()) {
      throw new ApiError(ApiError.Kind.BAD_DATA, "no match[] parameter provided");
    }
    Asked asked = asked(parameters);
    Collection<Labels> found =
        asked.isEmpty() ? List.of() : series.find(asked.selectors, asked.from, asked.to);
    return limited(
        parameters,
        found.size(),
        limit ->
            Answers.success(
                json -> {
                  json.writeStartArray();
                  found.stream()
                      .limit(limit)
                      .forEach(labels -> {
                        json.writeStartObject();
                        labels.values().forEach(json::writeStringProperty);
                        json.writeEndObject();
                      });
                  json.writeEndArray();
                },
                limit < found.size() ? List.of(TRUNCATED) : List.of(),
                List.of()));
  }

  private static final String TRUNCATED = "results truncated due to limit";

  private interface Limited {
    byte[] answer(int limit);
  }

  private static byte[] limited(Parameters parameters, int size, Limited page) {
    int limit = parameters.limit();
    return page.answer(limit == 0 ? size : Math.min(limit, size));
  }

  /** Who else can be asked, by {@code store=NAME}; Mainstay's own. */
  byte[] stores() {
    return stores.names();
  }

  byte[] labels(Parameters parameters) {
    RemoteStore store = stores.of(parameters);
    if (store != null) {
      return texts(parameters, store.labels(parameters.texts("match[]")).stream());
    }
    Asked asked = asked(parameters);
    return texts(
        parameters,
        asked.isEmpty()
            ? Stream.of()
            : series.labelNames(asked.selectors, asked.from, asked.to).stream());
  }

  byte[] values(String name, Parameters parameters) {
    RemoteStore store = stores.of(parameters);
    if (store != null) {
      return texts(parameters, store.values(name, parameters.texts("match[]")).stream());
    }
    String label = name.startsWith("U__") ? unescaped(name.substring(3)) : name;
    Asked asked = asked(parameters);
    return texts(
        parameters,
        asked.isEmpty()
            ? Stream.of()
            : series.labelValues(label, asked.selectors, asked.from, asked.to).stream());
  }

  /** {@code _2e_} is a dot, {@code __} an underscore. */
  private static String unescaped(String escaped) {
    return java.util.regex.Pattern.compile("__|_([0-9a-fA-F]{1,6})_")
        .matcher(escaped)
        .replaceAll(match ->
            java.util.regex.Matcher.quoteReplacement(
                match.group(1) == null
                    ? "_"
                    : Character.toString(Integer.parseInt(match.group(1), 16))));
  }

  private static byte[] texts(Parameters parameters, Stream<String> texts) {
    var sorted = new TreeSet<String>();
    texts.forEach(sorted::add);
    return limited(
        parameters,
        sorted.size(),
        limit ->
            Answers.success(
                json -> Answers.strings(json, sorted.stream().limit(limit).toList()),
                limit < sorted.size() ? List.of(TRUNCATED) : List.of(),
                List.of()));
  }

  private record Asked(List<Expr.VectorSelector> selectors, Instant from, Instant to) {
    boolean isEmpty() {
      return to.isBefore(from);
    }
  }

  private Asked asked(Parameters parameters) {
    List<Expr.VectorSelector> selectors =
        parameters.texts("match[]").stream().map(this::selector).toList();
    return new Asked(
        selectors,
        parameters.time("start", Parameters.EARLIEST),
        parameters.time("end", Parameters.LATEST));
  }

  private Expr.VectorSelector selector(String text) {
    try {
      return Promql.parseSelector(text, dialect);
    } catch (PromqlException e) {
      throw ApiError.parameter("match[]", String.valueOf(e.getMessage()));
    }
  }
}
