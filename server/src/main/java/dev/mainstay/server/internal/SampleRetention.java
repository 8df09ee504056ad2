package dev.mainstay.server.internal;

import dev.mainstay.design.Designs;
import dev.mainstay.telemetry.Retention;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How long samples are kept: as long as the longest that a design or the organisation names, at
 * least a day; {@link Retention#DEFAULT} where none does. Thread-safe.
 */
final class SampleRetention implements Supplier<Retention> {
  private static final Duration LEAST = Duration.ofDays(1);

  private final Supplier<Designs> designs;
  private volatile Known known;

  private record Known(Designs designs, Retention retention) {}

  SampleRetention(Supplier<Designs> designs) {
    this.designs = designs;
    this.known = known(designs.get());
  }

  @Override
  public Retention get() {
    Designs now = designs.get();
    if (known.designs != now) {
      known = known(now);
    }
    return known.retention;
  }

  private static Known known(Designs designs) {
    return new Known(designs, of(designs));
  }

  static Retention of(Designs designs) {
    Duration raw =
        longest(designs, dev.mainstay.design.Retention::metrics).orElse(Retention.DEFAULT.raw());
    Duration whole =
        max(
            raw,
            longest(designs, dev.mainstay.design.Retention::downsampled)
                .orElse(Retention.DEFAULT.longTerm()));
    Duration fiveMinutes = max(raw, min(whole, Retention.DEFAULT.fiveMinutes()));
    return new Retention(raw, fiveMinutes, whole);
  }

  private static Optional<Duration> longest(
      Designs designs, Function<dev.mainstay.design.Retention, Duration> kind) {
    return Stream.concat(
            Stream.of(designs.organisation().retention()),
            designs.services().stream().map(service -> service.observability().retention()))
        .flatMap(retention -> Optional.ofNullable(kind.apply(retention)).stream())
        .max(Duration::compareTo)
        .map(stated -> max(stated, LEAST));
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
