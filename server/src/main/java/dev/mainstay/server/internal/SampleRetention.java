package dev.mainstay.server.internal;

import dev.mainstay.design.Designs;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.Retentions;
import java.time.Duration;
import java.util.HashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How long samples are kept: those of a service as its design says, at least a day; what it does
 * not say, and samples of no service, as the organisation says; and otherwise as {@link
 * Retention#DEFAULT}. Thread-safe.
 */
final class SampleRetention implements Supplier<Retentions> {
  private static final Duration LEAST = Duration.ofDays(1);

  private final Supplier<Designs> designs;
  private volatile Known known;

  private record Known(Designs designs, Retentions retentions) {}

  SampleRetention(Supplier<Designs> designs) {
    this.designs = designs;
    this.known = known(designs.get());
  }

  @Override
  public Retentions get() {
    Designs now = designs.get();
    if (known.designs != now) {
      known = known(now);
    }
    return known.retentions;
  }

  private static Known known(Designs designs) {
    return new Known(designs, of(designs));
  }

  static Retentions of(Designs designs) {
    var agreed = designs.organisation().retention();
    var services = new HashMap<String, Retention>();
    for (var service : designs.services()) {
      var own = service.observability().retention();
      services.put(
          service.name(),
          retention(
              first(own.metrics(), agreed.metrics()),
              first(own.downsampled(), agreed.downsampled())));
    }
    return new Retentions(retention(agreed.metrics(), agreed.downsampled()), services);
  }

  private static @Nullable Duration first(@Nullable Duration own, @Nullable Duration agreed) {
    return own == null ? agreed : own;
  }

  private static Retention retention(@Nullable Duration metrics, @Nullable Duration downsampled) {
    Duration raw = metrics == null ? Retention.DEFAULT.raw() : max(metrics, LEAST);
    Duration whole = max(raw, downsampled == null ? Retention.DEFAULT.longTerm() : downsampled);
    Duration fiveMinutes = max(raw, min(whole, Retention.DEFAULT.fiveMinutes()));
    return new Retention(raw, fiveMinutes, whole);
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
