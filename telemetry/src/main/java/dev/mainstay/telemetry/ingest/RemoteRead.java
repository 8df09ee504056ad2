package dev.mainstay.telemetry.ingest;

import com.google.re2j.PatternSyntaxException;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SampleReader;
import dev.mainstay.telemetry.StoredSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prometheus' remote read with sampled answers: series and their samples, for whoever evaluates
 * queries elsewhere. Stale markers are among the samples.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/remote_read_api/">the
 *     documentation</a>
 */
public final class RemoteRead {
  private static final int REQUEST_LIMIT = 1 << 20;
  private static final int MOST_QUERIES = 100;

  private RemoteRead() {}

  private record Wanted(long from, long to, List<Matcher> matchers) {}

  /**
   * Answers a request.
   *
   * @param compressed in Snappy's block format; so is the answer
   * @param external labels that all series have outside this store; their own come first
   * @param limit bytes that an answer may have before compression
   * @throws MalformedException if the body is not a request, or the answer would be larger
   */
  public static byte[] answer(
      SampleReader reader, Map<String, String> external, byte[] compressed, int limit)
      throws MalformedException {
    int length = Snappy.length(compressed, compressed.length, REQUEST_LIMIT);
    var body = new byte[length + Snappy.SLACK];
    Snappy.decompress(compressed, compressed.length, body, length);
    Wire wire = new Wire().over(body, 0, length);
    var out = new ProtobufWriter(64 << 10);
    for (Wanted wanted : queries(wire)) {
      out.message(1, result(reader, wanted, external, limit - out.size()));
    }
    return Snappy.compress(out.array(), out.size());
  }

  private static List<Wanted> queries(Wire wire) throws MalformedException {
    wire.part("read request");
    var queries = new ArrayList<Wanted>();
    var types = new ArrayList<Long>();
    while (wire.more()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> {
          int outer = wire.enter(tag);
          queries.add(query(wire));
          wire.leave(outer);
        }
        case 2 -> types(wire, tag, types);
        default -> wire.skip(tag);
      }
      if (queries.size() > MOST_QUERIES) {
        throw wire.problem("more than " + MOST_QUERIES + " queries");
      }
    }
    if (!types.isEmpty() && !types.contains(0L)) {
      throw wire.problem("only chunks are accepted (expected: samples too)");
    }
    return queries;
  }

  private static void types(Wire wire, int tag, List<Long> into) throws MalformedException {
    if ((tag & 7) == Wire.VARINT) {
      into.add(wire.varint());
      return;
    }
    int outer = wire.enter(tag);
    while (wire.more()) {
      into.add(wire.varint());
    }
    wire.leave(outer);
  }

  private static Wanted query(Wire wire) throws MalformedException {
    long from = 0;
    long to = 0;
    var matchers = new ArrayList<Matcher>();
    while (wire.more()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> {
          from = wire.varint(tag);
        }
        case 2 -> {
          to = wire.varint(tag);
        }
        case 3 -> {
          int outer = wire.enter(tag);
          matchers.add(matcher(wire));
          wire.leave(outer);
        }
        default -> wire.skip(tag);
      }
    }
    return new Wanted(from, to, matchers);
  }

  private static Matcher matcher(Wire wire) throws MalformedException {
    int start = wire.position();
    long type = 0;
    String name = "";
    String value = "";
    while (wire.more()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> {
          type = wire.varint(tag);
        }
        case 2 -> name = wire.text();
        case 3 -> value = wire.text();
        default -> wire.skip(tag);
      }
    }
    try {
      return switch ((int) type) {
        case 0 -> Matcher.equal(name, value);
        case 1 -> Matcher.notEqual(name, value);
        case 2 -> Matcher.regex(name, value);
        case 3 -> Matcher.notRegex(name, value);
        default -> throw new MalformedException("matcher", start, "type " + type);
      };
    } catch (PatternSyntaxException e) {
      throw new MalformedException("matcher", start, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isExternal(Matcher matcher, Map<String, String> external) {
    return matcher instanceof Matcher.Equal equal
        && equal.value().equals(external.get(equal.name()));
  }

  private static Labels merged(Labels own, Map<String, String> external) {
    if (external.isEmpty()) {
      return own;
    }
    var labels = new TreeMap<>(external);
    labels.putAll(own.values());
    return new Labels(labels);
  }

  private static ProtobufWriter result(
      SampleReader reader, Wanted wanted, Map<String, String> external, int limit)
      throws MalformedException {
    var result = new ProtobufWriter(16 << 10);
    var series = new ProtobufWriter(4 << 10);
    var part = new ProtobufWriter(256);
    List<Matcher> matchers =
        wanted.matchers.stream().filter(matcher -> !isExternal(matcher, external)).toList();
    for (StoredSeries each : reader.select(matchers, wanted.from, wanted.to)) {
      series.clear();
      Labels labels = merged(each.labels(), external);
      for (int i = 0; i < labels.size(); i++) {
        part.clear();
        series.message(1, part.text(1, labels.name(i)).text(2, labels.value(i)));
      }
      int empty = series.size();
      for (SampleCursor at = each.samples(wanted.from, wanted.to); at.next(); ) {
        part.clear();
        if (at.isHistogram()) {
          HistogramWriter.remote(part, at.histogram(), at.timestamp());
          series.message(4, part);
        } else {
          series.message(2, part.number(1, at.value()).varint(2, at.timestamp()));
        }
        if (result.size() + series.size() > limit) {
          throw new MalformedException(
              "the answer is larger than " + limit + " bytes; ask for less time or fewer series");
        }
      }
      if (series.size() > empty) {
        result.message(1, series);
      }
    }
    return result;
  }
}
