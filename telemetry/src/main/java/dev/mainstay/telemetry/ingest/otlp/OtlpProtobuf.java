package dev.mainstay.telemetry.ingest.otlp;

import dev.mainstay.telemetry.ingest.MalformedException;
import dev.mainstay.telemetry.ingest.Wire;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.At;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.Buckets;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.Kind;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.Metric;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.Point;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.Resource;
import dev.mainstay.telemetry.ingest.otlp.OtlpRequest.Temporality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads an ExportMetricsServiceRequest from protobuf. */
final class OtlpProtobuf extends OtlpFields {
  private static final int NO_VALUE = 1;

  private OtlpProtobuf(byte[] bytes, int size) {
    super(bytes, size);
  }

  static OtlpRequest read(byte[] bytes, int size) throws MalformedException {
    var reader = new OtlpProtobuf(bytes, size);
    var resources = new ArrayList<Resource>();
    reader.fields((field, tag) -> {
      if (field == 1) {
        resources.add(reader.inner(tag, reader::resource));
        return true;
      }
      return false;
    });
    return new OtlpRequest(resources);
  }

  private Resource resource() throws MalformedException {
    var attributes = new TreeMap<String, String>();
    var metrics = new ArrayList<Metric>();
    fields((field, tag) -> {
      switch (field) {
        case 1 -> inner(tag, () -> attributesOf(1, attributes));
        case 2 -> inner(tag, () -> scope(metrics));
        default -> {
          return false;
        }
      }
      return true;
    });
    return new Resource(attributes, metrics);
  }

  private List<Metric> scope(List<Metric> into) throws MalformedException {
    fields((field, tag) -> field == 2 && into.add(inner(tag, this::metric)));
    return into;
  }

  /** What a metric's message says, while it is read. */
  private static final class MetricParts {
    private String name = "";
    private String unit = "";
    private String description = "";
    private Kind kind = Kind.GAUGE;
    private Temporality temporality = Temporality.UNSPECIFIED;
    private boolean monotonic;
    private final List<Point> points = new ArrayList<>();
  }

  private Metric metric() throws MalformedException {
    var parts = new MetricParts();
    fields((field, tag) -> {
      switch (field) {
        case 1 -> parts.name = wire.text(tag);
        case 2 -> parts.description = wire.text(tag);
        case 3 -> parts.unit = wire.text(tag);
        case 5 -> data(tag, parts, Kind.GAUGE);
        case 7 -> data(tag, parts, Kind.SUM);
        case 9 -> data(tag, parts, Kind.HISTOGRAM);
        case 10 -> data(tag, parts, Kind.EXPONENTIAL_HISTOGRAM);
        case 11 -> data(tag, parts, Kind.SUMMARY);
        default -> {
          return false;
        }
      }
      return true;
    });
    return new Metric(
        parts.name,
        parts.unit,
        parts.description,
        parts.kind,
        parts.temporality,
        parts.monotonic,
        parts.points);
  }

  private void data(int outerTag, MetricParts parts, Kind kind) throws MalformedException {
    parts.kind = kind;
    inner(
        outerTag,
        () -> {
          fields((field, tag) -> {
            switch (field) {
              case 1 -> parts.points.add(inner(tag, () -> new PointReader().read(kind)));
              case 2 -> parts.temporality = Temporality.of(wire.varint(tag));
              case 3 -> parts.monotonic = wire.varint(tag) != 0;
              default -> {
                return false;
              }
            }
            return true;
          });
          return parts;
        });
  }

  /** All fields that points have; which is which depends on their kind. */
  private final class PointReader {
    private final Map<String, String> attributes = new TreeMap<>();
    private final List<OtlpRequest.Exemplar> exemplars = new ArrayList<>();
    private long nanos;
    private long flags;
    private double value;
    private long count;
    private double sum = Double.NaN;
    private long[] counts = new long[0];
    private double[] bounds = new double[0];
    private double[] values = new double[0];
    private int scale;
    private long zeroCount;
    private double zeroThreshold;
    private Buckets positive = new Buckets(0, new long[0]);
    private Buckets negative = positive;

    Point read(Kind kind) throws MalformedException {
      fields((field, tag) ->
          switch (kind) {
            case GAUGE, SUM -> number(field, tag);
            case HISTOGRAM -> histogram(field, tag);
            case EXPONENTIAL_HISTOGRAM -> exponential(field, tag);
            case SUMMARY -> summary(field, tag);
          });
      var at = new At(attributes, nanos, (flags & NO_VALUE) != 0, exemplars);
      return switch (kind) {
        case GAUGE, SUM -> new OtlpRequest.NumberPoint(at, value);
        case HISTOGRAM -> new OtlpRequest.HistogramPoint(at, count, sum, counts, bounds);
        case EXPONENTIAL_HISTOGRAM ->
            new OtlpRequest.ExponentialPoint(
                at, count, sum, scale, zeroCount, zeroThreshold, positive, negative);
        case SUMMARY -> new OtlpRequest.SummaryPoint(at, count, sum, bounds, values);
      };
    }

    private boolean number(int field, int tag) throws MalformedException {
      switch (field) {
        case 7 -> inner(tag, () -> attribute(attributes));
        case 3 -> nanos = wire.fixed64(tag);
        case 4 -> value = wire.float64(tag);
        case 5 -> exemplars.add(inner(tag, OtlpProtobuf.this::exemplar));
        case 6 -> value = (double) wire.fixed64(tag);
        case 8 -> flags = wire.varint(tag);
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean histogram(int field, int tag) throws MalformedException {
      switch (field) {
        case 9 -> inner(tag, () -> attribute(attributes));
        case 3 -> nanos = wire.fixed64(tag);
        case 4 -> count = wire.fixed64(tag);
        case 5 -> sum = wire.float64(tag);
        case 6 -> counts = longs(tag, counts);
        case 7 -> bounds = doubles(tag, bounds);
        case 8 -> exemplars.add(inner(tag, OtlpProtobuf.this::exemplar));
        case 10 -> flags = wire.varint(tag);
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean exponential(int field, int tag) throws MalformedException {
      switch (field) {
        case 1 -> inner(tag, () -> attribute(attributes));
        case 3 -> nanos = wire.fixed64(tag);
        case 4 -> count = wire.fixed64(tag);
        case 5 -> sum = wire.float64(tag);
        case 6 -> scale = (int) zigzag(tag);
        case 7 -> zeroCount = wire.fixed64(tag);
        case 8 -> positive = inner(tag, this::buckets);
        case 9 -> negative = inner(tag, this::buckets);
        case 10 -> flags = wire.varint(tag);
        case 11 -> exemplars.add(inner(tag, OtlpProtobuf.this::exemplar));
        case 14 -> zeroThreshold = wire.float64(tag);
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean summary(int field, int tag) throws MalformedException {
      switch (field) {
        case 7 -> inner(tag, () -> attribute(attributes));
        case 3 -> nanos = wire.fixed64(tag);
        case 4 -> count = wire.fixed64(tag);
        case 5 -> sum = wire.float64(tag);
        case 6 -> inner(tag, this::quantile);
        case 8 -> flags = wire.varint(tag);
        default -> {
          return false;
        }
      }
      return true;
    }

    private double[] quantile() throws MalformedException {
      var pair = new double[2];
      fields((field, tag) -> {
        if (field == 1 || field == 2) {
          pair[field - 1] = wire.float64(tag);
          return true;
        }
        return false;
      });
      bounds = Arrays.copyOf(bounds, bounds.length + 1);
      values = Arrays.copyOf(values, values.length + 1);
      bounds[bounds.length - 1] = pair[0];
      values[values.length - 1] = pair[1];
      return pair;
    }

    private Buckets buckets() throws MalformedException {
      var offset = new int[1];
      var found = new ArrayList<Long>();
      fields((field, tag) -> {
        switch (field) {
          case 1 -> offset[0] = (int) zigzag(tag);
          case 2 -> varints(tag, found);
          default -> {
            return false;
          }
        }
        return true;
      });
      return new Buckets(offset[0], found.stream().mapToLong(Long::longValue).toArray());
    }

    private void varints(int tag, List<Long> into) throws MalformedException {
      if ((tag & 7) == Wire.VARINT) {
        into.add(wire.varint());
        return;
      }
      inner(
          tag,
          () -> {
            while (wire.more()) {
              into.add(wire.varint());
            }
            return into;
          });
    }

    private long zigzag(int tag) throws MalformedException {
      wire.expect(tag, Wire.VARINT);
      return wire.zigzag();
    }

    private long[] longs(int tag, long[] before) throws MalformedException {
      if ((tag & 7) == Wire.FIXED64) {
        long[] more = Arrays.copyOf(before, before.length + 1);
        more[before.length] = wire.fixed64();
        return more;
      }
      return inner(
          tag,
          () -> {
            var all = new long[(wire.end() - wire.position()) / 8];
            for (int i = 0; i < all.length; i++) {
              all[i] = wire.fixed64();
            }
            return all;
          });
    }

    private double[] doubles(int tag, double[] before) throws MalformedException {
      long[] bits =
          longs(tag, Arrays.stream(before).mapToLong(Double::doubleToRawLongBits).toArray());
      return Arrays.stream(bits).mapToDouble(Double::longBitsToDouble).toArray();
    }
  }
}
